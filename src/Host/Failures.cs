using VizPipeline.Stages;
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

    private ExitCode Explain(Exception wrong)
    {
        var (code, lines) = Judge(wrong);
        foreach (var line in lines) output.Fail(line);
        if (isDebugging) output.Note(wrong.ToString());
        return code;
    }

    private (ExitCode Code, IEnumerable<string> Lines) Judge(Exception wrong) => wrong switch
    {
        UsageException => (ExitCode.BadUsage, [wrong.Message, $"see viz {(verb is null ? "" : verb + " ")}--help"]),
        ImportException { Fault: not ImportFault.Unavailable } => (ExitCode.BadUsage, [wrong.Message, "nothing was imported"]),
        ImportException => (ExitCode.Unavailable, [wrong.Message, "nothing was imported"]),
        SettingsException settings => (ExitCode.BadSettings, settings.Problems),
        StoreRefusedException => (ExitCode.BadSettings, [wrong.Message]),
        SourceException or StoreUnavailableException => (ExitCode.Unavailable, [wrong.Message]),
        OperationCanceledException when stop.Drain.IsCancellationRequested => (ExitCode.Interrupted, ["interrupted"]),
        IOException or UnauthorizedAccessException => (ExitCode.Unavailable, [wrong.Message]),
        _ => (ExitCode.Unavailable, [$"internal error: {Plain.Of(wrong.Message)}; run again with --debug to see where"]),
    };
}
