using System.Collections.Concurrent;
using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>Records the windows that a fault struck. Faults of the source and of the home folder strike the run, not a window: those stay planned.</summary>
internal sealed class LedgerFaults(ILedger ledger, IClock clock) : IRunObserver
{
    private readonly ConcurrentBag<Task> _writes = [];

    public void Faulted(Fault fault)
    {
        if (fault.Kind is not (FaultKind.Rejected or FaultKind.Unavailable)) return;
        if (fault.Cause is SourceException or HomeUnavailableException || fault.Item is not IWindowed windowed) return;

        var entries = windowed.Entries.ToList();
        _writes.Add(ledger.FailAsync(entries, fault.Kind == FaultKind.Rejected, Line(fault), clock.GetCurrentInstant(), CancellationToken.None).AsTask());
    }

    /// <summary>Completes when all of it is durable.</summary>
    public Task FlushAsync() => Task.WhenAll(_writes);

    private static string Line(Fault fault) => $"{fault.Stage}: {fault.Cause.Message.ReplaceLineEndings(" ")}";
}
