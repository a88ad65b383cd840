using NodaTime;

namespace VizPipeline.Stages;

/// <summary>Records the windows that a fault struck. What strikes the run and no window leaves all of them what they were.</summary>
internal sealed class LedgerFaults(ILedger ledger, IClock clock) : IRunObserver
{
    private readonly Lock _lock = new();
    private Task _writes = Task.CompletedTask;

    public void Faulted(Fault fault)
    {
        var entries = Diagnosis.Struck(fault);
        if (entries.Count == 0) return;

        var write = ledger.FailAsync(entries, fault.Kind == FaultKind.Rejected, Line(fault), clock.GetCurrentInstant(), CancellationToken.None).AsTask();
        lock (_lock) _writes = Task.WhenAll(_writes, write);
    }

    /// <summary>Completes when all of it is durable.</summary>
    public Task FlushAsync()
    {
        lock (_lock) return _writes;
    }

    /// <summary>Why, in one line.</summary>
    public static string Line(Fault fault) => $"{fault.Stage}: {fault.Cause.Message.ReplaceLineEndings(" ")}";
}
