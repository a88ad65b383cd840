using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>Records the windows that a fault struck. What strikes the run and no window leaves all of them what they were.</summary>
/// <param name="ledger">Where to.</param>
/// <param name="clock">When.</param>
/// <param name="isOutside">Whether stores may be out of reach. That is no fault of a window's: it is tried in every run until they are back, and never given up.</param>
internal sealed class LedgerFaults(ILedger ledger, IClock clock, bool isOutside) : IRunObserver
{
    private readonly Lock _lock = new();
    private Task _writes = Task.CompletedTask;

    public void Faulted(Fault fault)
    {
        var entries = Diagnosis.Struck(fault);
        if (entries.Count == 0) return;

        var write = isOutside && fault is { Cause: StoreUnavailableException, Item: Picture or Pinned or Committed }
            ? Task.WhenAll(entries.Select(entry => WaitsAsync(fault.Item is Picture ? entry with { State = WindowState.Failed, PinId = null } : entry, Line(fault))))
            : ledger.FailAsync(entries, fault.Kind == FaultKind.Rejected, Line(fault), clock.GetCurrentInstant(), CancellationToken.None).AsTask();
        lock (_lock) _writes = Task.WhenAll(_writes, write);
    }

    // Nothing else writes of the window while its item is on the road. A picture that was not taken has no pin, whatever an earlier picture of its window had.
    private Task WaitsAsync(LedgerEntry entry, string why) =>
        ledger.RecordAsync(entry with { Error = why, UpdatedAt = clock.GetCurrentInstant() }, preview: null, CancellationToken.None).AsTask();

    /// <summary>Completes when all of it is durable.</summary>
    public Task FlushAsync()
    {
        lock (_lock) return _writes;
    }

    /// <summary>Why, in one line.</summary>
    public static string Line(Fault fault) => $"{fault.Stage}: {fault.Cause.Message.ReplaceLineEndings(" ")}";
}
