using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>What the domain's exceptions mean to the engine.</summary>
public static class Diagnosis
{
    public static FaultKind? Of(Exception cause) => cause switch
    {
        SourceException or StoreUnavailableException => FaultKind.Unavailable,
        StoreRefusedException => FaultKind.Refused,
        _ => null,
    };

    /// <summary>Whether no window is to blame: nothing else can succeed either until somebody changes something, so the run ends and every window stays what it was.</summary>
    public static bool IsOfTheRun(Fault fault) => fault.Kind != FaultKind.Cancelled
        && (fault.Kind is FaultKind.Bug or FaultKind.Refused || fault.Cause is SourceException or HomeUnavailableException || fault.Item is not IWindowed);

    /// <summary>Whether the windows that it struck are pinned and only wait for the index to come back.</summary>
    public static bool Waits(Fault fault) => fault is { Cause: StoreUnavailableException, Item: Pinned or Committed };

    /// <summary>The windows that a fault struck.</summary>
    public static IReadOnlyList<LedgerEntry> Struck(Fault fault) =>
        fault.Kind != FaultKind.Cancelled && !IsOfTheRun(fault) && fault.Item is IWindowed windowed ? [.. windowed.Entries] : [];
}
