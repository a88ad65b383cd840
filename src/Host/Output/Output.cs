using System.Text;
using System.Text.Json;
using NodaTime;
using Spectre.Console;

namespace VizPipeline.Host;

/// <summary>How verbs speak: results to standard output, notes and failures to standard error, never a secret. Notes may come from any thread.</summary>
internal sealed class Output
{
    private readonly TextWriter _results;
    private readonly TextWriter _notes;
    private readonly Redaction _redaction = new();
    private readonly bool _isTerminal;
    private IClock? _jsonClock;
    private bool _isDebugging;

    /// <param name="results">What scripts read.</param>
    /// <param name="notes">What people read along the way.</param>
    /// <param name="isTerminal">Whether a person watches <paramref name="notes"/>, so that bars may move there.</param>
    /// <param name="hasColour">Whether colours may be used there.</param>
    public Output(TextWriter results, TextWriter notes, bool isTerminal, bool hasColour)
    {
        (_results, _notes, _isTerminal) = (TextWriter.Synchronized(results), TextWriter.Synchronized(notes), isTerminal);
        Terminal = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = hasColour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(_notes),
        });
    }

    /// <summary>Whether a person watches standard error.</summary>
    public bool IsTerminal => _isTerminal && !WritesJsonLines;

    /// <summary>Whether every line of standard error is one event as JSON.</summary>
    public bool WritesJsonLines => _jsonClock is not null;

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

    /// <summary>From now on standard error is written so.</summary>
    /// <param name="jsonClock">Tells the time of events, which are JSON then; null for text.</param>
    /// <param name="isDebugging">Whether those of <see cref="Severity.Debug"/> are told.</param>
    public void Speak(IClock? jsonClock, bool isDebugging) => (_jsonClock, _isDebugging) = (jsonClock, isDebugging);

    /// <summary>Something to know along the way.</summary>
    public void Note(string line) => Tell(Severity.Info, "note", line);

    /// <summary>Something that the run got over.</summary>
    public void Warn(string line) => Tell(Severity.Warning, "warning", line);

    /// <summary>Something that happened: its message as text, or all of it as JSON.</summary>
    /// <param name="severity">How much it matters.</param>
    /// <param name="name">What happened, for programs: <c>window.failed</c>.</param>
    /// <param name="message">What happened, for people.</param>
    /// <param name="fields">Of the JSON.</param>
    public void Tell(Severity severity, string name, string message, params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        if (severity == Severity.Debug && !_isDebugging) return;

        if (_jsonClock is { } clock) _notes.WriteLine(JsonLine.Of(clock.GetCurrentInstant(), severity, name, message, fields, _redaction.Apply));
        else _notes.WriteLine(_redaction.Apply(message));
    }

    /// <summary>The same for programs alone: a person is told in another way.</summary>
    public void Record(Severity severity, string name, string message, params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        if (WritesJsonLines) Tell(severity, name, message, fields);
    }

    /// <summary>A note with nothing blotted out.</summary>
    public void Reveal(string line) => _notes.WriteLine(_jsonClock is { } clock ? JsonLine.Of(clock.GetCurrentInstant(), Severity.Info, "note", line, [], text => text) : line);

    /// <summary>Why it did not work, and what to do.</summary>
    public void Fail(string line) => Fail("failure", line);

    /// <inheritdoc cref="Fail(string)"/>
    /// <param name="name">For programs.</param>
    /// <param name="line">For people.</param>
    /// <param name="fields">Of the JSON.</param>
    public void Fail(string name, string line, params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        if (IsTerminal) Terminal.Write(new Text("viz: ", new Style(Color.Red)));
        else if (!WritesJsonLines) _notes.Write("viz: ");
        Tell(Severity.Error, name, line, fields);
    }

    /// <summary>From now on these texts are blotted out of notes and failures.</summary>
    public void Hide(IEnumerable<string> secrets) => _redaction.Add(secrets);

    /// <summary>Blots them out of a text that goes elsewhere.</summary>
    public string Redact(string text) => _redaction.Apply(text);

    /// <summary>For the help pages, which a library writes.</summary>
    public TextWriter Results => _results;

    public void Flush()
    {
        _results.Flush();
        _notes.Flush();
    }
}
