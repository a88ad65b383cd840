using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Help;

namespace VizPipeline.Host;

/// <summary>From arguments to an exit code: parses, reads the settings, runs the verb.</summary>
internal sealed class CommandLine
{
    private static readonly ParserConfiguration Plainly = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    private readonly RootCommand _root = new("Turns sensor history into pictures and publishes them.");
    private readonly ImmutableDictionary<Command, Verb> _verbs;

    public CommandLine(IEnumerable<Verb> verbs)
    {
        _root.HelpName = "viz";
        _root.Directives.Clear();
        foreach (var option in GlobalOptions.Settings) _root.Add(option);
        _root.Add(GlobalOptions.Debug);
        _verbs = verbs.ToImmutableDictionary(ToCommand);
    }

    public async Task<ExitCode> RunAsync(IReadOnlyList<string> arguments, Surroundings around)
    {
        var parsed = _root.Parse(arguments, Plainly);
        var verb = _verbs.GetValueOrDefault(parsed.CommandResult.Command);
        var isDebugging = parsed.GetValue(GlobalOptions.Debug);
        Speak(GlobalOptions.WantsJsonLines(parsed, around.Environment));
        var failures = new Failures(around.Output, verb?.Name, isDebugging, around.Stop);
        return await failures.GuardAsync(async () =>
        {
            if (parsed.Errors.Count == 0 && parsed.Action is { } page) return ShowPage(parsed, page is HelpAction, verb, around.Output);
            if (parsed.Errors.Count > 0 || verb is null) throw new UsageException(UsageErrors.Describe(parsed));
            var sources = SettingSources.Of(GlobalOptions.FlagsOf(parsed), around.Environment, around.Folder, around.Cores);
            var reading = SettingsLoader.Load(sources);
            around.Output.Hide(reading.Secrets);
            Speak(reading.Partial.Telling.WritesJsonLines);
            using var requests = isDebugging ? new RequestLog(around.Output) : null;
            using var traces = Tracing.Begin(reading.Partial.Telling.TraceSample, around);
            return await verb.RunAsync(new Invocation(parsed, reading, around), verb.Drains ? around.Stop.Abort : around.Stop.Drain);
        });

        void Speak(bool jsonLines) => around.Output.Speak(jsonLines ? around.Clock : null, isDebugging);
    }

    private Command ToCommand(Verb verb)
    {
        var command = new Command(verb.Name, verb.Description);
        foreach (var argument in verb.Arguments) command.Add(argument);
        foreach (var option in verb.Options) command.Add(option);
        _root.Add(command);
        return command;
    }

    private static ExitCode ShowPage(ParseResult parsed, bool isHelp, Verb? verb, Output output)
    {
        parsed.Invoke(new InvocationConfiguration { Output = output.Results, Error = output.Results, EnableDefaultExceptionHandler = false });
        if (isHelp && verb is not null) HelpPages.WriteExamples(verb, output.Results);
        if (isHelp && verb is null) HelpPages.WriteExitCodes(output.Results);
        return ExitCode.Clean;
    }
}
