using System.Text;
using System.Text.Json;
using Spectre.Console;

namespace VizPipeline.Host;

/// <summary>How verbs speak: results to standard output, notes and failures to standard error, never a secret. Notes may come from any thread.</summary>
internal sealed class Output
{
    private readonly TextWriter _results;
    private readonly TextWriter _notes;
    private readonly Redaction _redaction = new();

    /// <param name="results">What scripts read.</param>
    /// <param name="notes">What people read along the way.</param>
    /// <param name="isTerminal">Whether a person watches <paramref name="notes"/>, so that bars may move there.</param>
    /// <param name="hasColour">Whether colours may be used there.</param>
    public Output(TextWriter results, TextWriter notes, bool isTerminal, bool hasColour)
    {
        (_results, _notes, IsTerminal) = (TextWriter.Synchronized(results), TextWriter.Synchronized(notes), isTerminal);
        Terminal = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = hasColour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(_notes),
        });
    }

    /// <summary>Whether a person watches standard error.</summary>
    public bool IsTerminal { get; }

    /// <summary>Standard error for progress bars; without colours and movement where there is no terminal.</summary>
    public IAnsiConsole Terminal { get; }

    /// <summary>The process's own streams, in UTF-8 whatever the locale; NO_COLOR is respected.</summary>
    public static Output OfProcess(IReadOnlyDictionary<string, string> environment)
    {
        var isTerminal = !Console.IsErrorRedirected && environment.GetValueOrDefault("TERM") != "dumb";
        var hasColour = isTerminal && environment.GetValueOrDefault("NO_COLOR") is null or "";
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new(Console.Out, Console.Error, isTerminal, hasColour);
    }

    /// <summary>One line of a result.</summary>
    public void Line(string line) => _results.WriteLine(_redaction.Apply(line));

    /// <summary>The result as one JSON document; names in camel case.</summary>
    public void Json<T>(T document) => _results.WriteLine(_redaction.Apply(JsonSerializer.Serialize(document, JsonForm.Options)));

    /// <summary>Something to know along the way.</summary>
    public void Note(string line) => _notes.WriteLine(_redaction.Apply(line));

    /// <summary>Why it did not work, and what to do.</summary>
    public void Fail(string line)
    {
        if (IsTerminal) Terminal.Write(new Text("viz: ", new Style(Color.Red)));
        else _notes.Write("viz: ");
        Note(line);
    }

    /// <summary>From now on these texts are blotted out of notes and failures.</summary>
    public void Hide(IEnumerable<string> secrets) => _redaction.Add(secrets);

    /// <summary>For the help pages, which a library writes.</summary>
    public TextWriter Results => _results;

    /// <summary>Standard error, nothing blotted out.</summary>
    public TextWriter Notes => _notes;

    public void Flush()
    {
        _results.Flush();
        _notes.Flush();
    }
}
