using System.Collections.Immutable;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>The one place where an exception becomes a message and an exit code.</summary>
internal sealed class Failures(Output output, string? verb, bool isDebugging, StopSignals stop)
{
    public async Task<ExitCode> GuardAsync(Func<Task<ExitCode>> work)
    {
        try
        {
            var code = await work();
            output.Flush();
            return code;
        }
        catch (Exception wrong)
        {
            return Explain(wrong);
        }
    }

    /// <summary>Does a piece of work of a program that goes on whatever becomes of it.</summary>
    /// <returns>What went wrong; null where nothing did.</returns>
    public static async Task<Exception?> OfAsync(Func<Task> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (Exception wrong)
        {
            return wrong;
        }
    }

    /// <summary>What the shell is told for an exception that goes on to <see cref="GuardAsync"/>.</summary>
    public static ExitCode CodeOf(Exception wrong, StopSignals stop) => wrong switch
    {
        UsageException or ImportException { Fault: not ImportFault.Unavailable } => ExitCode.BadUsage,
        SettingsException or StoreRefusedException => ExitCode.BadSettings,
        OperationCanceledException when stop.Drain.IsCancellationRequested => ExitCode.Interrupted,
        _ => ExitCode.Unavailable,
    };

    private ExitCode Explain(Exception wrong)
    {
        var (code, (name, problems, hint)) = (CodeOf(wrong, stop), Told(wrong));
        foreach (var problem in problems) output.Fail(name, problem, ("code", (int)code), ("hint", hint));
        if (hint is not null && !output.WritesJsonLines) output.Fail(hint);
        if (isDebugging) output.Tell(Severity.Debug, "error.where", wrong.ToString());
        return code;
    }

    private (string Name, ImmutableArray<string> Problems, string? Hint) Told(Exception wrong) => wrong switch
    {
        UsageException => ("usage.wrong", [wrong.Message], $"see viz {(verb is null ? "" : verb + " ")}--help"),
        ImportException => ("import.refused", [wrong.Message], "nothing was imported"),
        SettingsException settings => ("settings.wrong", settings.Problems, null),
        OperationCanceledException when stop.Drain.IsCancellationRequested => ("interrupted", ["interrupted"], null),
        StoreRefusedException => ("provider.refused", [wrong.Message], null),
        IOException or UnauthorizedAccessException => ("unavailable", [wrong.Message], null),
        _ => ("internal", [$"internal error: {Plain.Of(wrong.Message)}; run again with --debug to see where"], null),
    };
}
