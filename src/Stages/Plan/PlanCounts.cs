namespace VizPipeline.Stages;

/// <summary>How many windows of one sensor and kind a plan found, by what is known of them.</summary>
public sealed class PlanCounts
{
    private readonly long[] _states = new long[Enum.GetValues<WindowState>().Length];

    /// <summary>Windows that have ended, in this state; a window the ledger does not know counts as planned.</summary>
    public long this[WindowState state] => _states[(int)state];

    /// <summary>Windows that have not ended.</summary>
    public long Open { get; private set; }

    /// <summary>Those of them that the ledger knows: they were drawn before their end, and are recorded as planned.</summary>
    public long OpenKnown { get; private set; }

    /// <summary>Windows that the run draws or finishes.</summary>
    public long ToFinish { get; private set; }

    /// <summary>Windows that it draws only where their input has changed.</summary>
    public long ToCompare { get; private set; }

    public long Windows => _states.Sum() + Open;

    public void Add(AgendaLine line)
    {
        if (line.IsOpen && line.IsKnown) OpenKnown++;
        if (line.IsOpen) Open++;
        else _states[(int)line.Entry.State]++;

        if (line.Decision is Decision.Draw or Decision.Commit) ToFinish++;
        if (line.Decision == Decision.Compare) ToCompare++;
    }
}
