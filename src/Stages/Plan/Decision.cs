using NodaTime;

namespace VizPipeline.Stages;

/// <summary>What a run does with a window: the table of docs/architecture.md.</summary>
public enum Decision
{
    Leave,

    /// <summary>It is pinned: only its commit is missing.</summary>
    Commit,

    /// <summary>Draw it and take it to the end of the road.</summary>
    Draw,

    /// <summary>Draw it only where its input has changed.</summary>
    Compare,
}

public static class Decisions
{
    public static Decision For(LedgerEntry entry, RunChoice choice, Instant asOf)
    {
        if (entry.Window.End > asOf) return choice.IncludeOpen && HasBegun(entry.Window, asOf) ? Decision.Draw : Decision.Leave;
        if (!choice.Resume) return Decision.Draw;

        return entry.State switch
        {
            WindowState.Pinned => choice.Retry == Retry.All ? Decision.Draw : Decision.Commit,
            WindowState.Planned or WindowState.Pinning => Decision.Draw,
            _ when choice.Retry == Retry.All => Decision.Draw,
            WindowState.Failed => choice.Retry == Retry.Stale ? Decision.Leave : Decision.Draw,
            WindowState.Done or WindowState.Empty => choice.Retry is Retry.Stale or Retry.Current ? Decision.Compare : Decision.Leave,
            _ => Decision.Leave,
        };
    }

    // What sets a cumulative window apart from the one before is its last hour.
    private static bool HasBegun(Window window, Instant asOf) =>
        (window.Kind == WindowKind.Cumulative ? Instant.Max(window.Start, window.End - Duration.FromHours(1)) : window.Start) <= asOf;
}
