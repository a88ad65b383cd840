using System.Collections.Concurrent;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>Records the windows that a fault struck. What strikes the run and no window leaves all of them what they were.</summary>
internal sealed class LedgerFaults(ILedger ledger, IClock clock) : IRunObserver
{
    private readonly ConcurrentBag<Task> _writes = [];

    public void Faulted(Fault fault)
    {
        var entries = Diagnosis.Struck(fault);
        if (entries.Count == 0) return;

        _writes.Add(ledger.FailAsync(entries, fault.Kind == FaultKind.Rejected, Line(fault), clock.GetCurrentInstant(), CancellationToken.None).AsTask());
    }

    /// <summary>Completes when all of it is durable.</summary>
    public Task FlushAsync() => Task.WhenAll(_writes);

    private static string Line(Fault fault) => $"{fault.Stage}: {fault.Cause.Message.ReplaceLineEndings(" ")}";
}
