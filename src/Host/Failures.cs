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
        foreach (var line in Lines(wrong)) output.Fail(line);
        if (isDebugging) output.Note(wrong.ToString());
        return CodeOf(wrong, stop);
    }

    private ImmutableArray<string> Lines(Exception wrong) => wrong switch
    {
        UsageException => [wrong.Message, $"see viz {(verb is null ? "" : verb + " ")}--help"],
        ImportException => [wrong.Message, "nothing was imported"],
        SettingsException settings => settings.Problems,
        OperationCanceledException when stop.Drain.IsCancellationRequested => ["interrupted"],
        StoreRefusedException or IOException or UnauthorizedAccessException => [wrong.Message],
        _ => [$"internal error: {Plain.Of(wrong.Message)}; run again with --debug to see where"],
    };
}
