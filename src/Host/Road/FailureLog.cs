namespace VizPipeline.Host;

/// <summary>Tells programs of each failed item when it happens, under its span; people are told of some of them at the end.</summary>
internal sealed class FailureLog(Output output, long run) : IRunObserver
{
    public void Faulted(Fault fault)
    {
        if (fault.Kind == FaultKind.Cancelled) return;

        var isOfTheRun = fault.Item is null || fault.Kind is FaultKind.Bug or FaultKind.Refused;
        output.Record(
            Severity.Warning, isOfTheRun ? "run.failed" : "window.failed", fault.ToString().ReplaceLineEndings(" "),
            ("run", run), ("window", fault.Item), ("stage", fault.Stage), ("kind", LabelSet.Word(fault.Kind)), ("reason", fault.Cause.Message.ReplaceLineEndings(" ")));
    }
}
