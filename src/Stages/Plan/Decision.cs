using NodaTime;

namespace VizPipeline.Stages;

/// <summary>What a run does with a window: the table of docs/architecture.md.</summary>
public enum Decision
{
    Leave,

    /// <summary>Draw it, or finish it from where it stands.</summary>
    Finish,

    /// <summary>Draw it only where its input has changed.</summary>
    Compare,
}

public static class Decisions
{
    public static Decision For(LedgerEntry entry, RunChoice choice, Instant now)
    {
        if (entry.Window.End > now) return choice.IncludeOpen ? Decision.Finish : Decision.Leave;
        if (!choice.Resume || choice.Retry == Retry.All) return Decision.Finish;

        return entry.State switch
        {
            WindowState.Planned or WindowState.Pinning or WindowState.Pinned => Decision.Finish,
            WindowState.Failed => choice.Retry == Retry.Stale ? Decision.Leave : Decision.Finish,
            WindowState.Done or WindowState.Empty => choice.Retry == Retry.Stale ? Decision.Compare : Decision.Leave,
            _ => Decision.Leave,
        };
    }
}
