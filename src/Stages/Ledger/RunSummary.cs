using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>What a run came to, kept with it.</summary>
/// <param name="Counts">Windows by what became of them.</param>
/// <param name="Bytes">Of the pictures drawn.</param>
/// <param name="Elapsed">How long the road ran.</param>
/// <param name="Stages">In order of travel.</param>
public sealed record RunSummary(RunCounts Counts, long Bytes, Duration Elapsed, ImmutableArray<StageSummary> Stages)
{
    public bool Equals(RunSummary? other) =>
        other is not null && (Counts, Bytes, Elapsed) == (other.Counts, other.Bytes, other.Elapsed) && Stages.SequenceEqual(other.Stages);

    public override int GetHashCode() => HashCode.Combine(Counts, Bytes, Elapsed, Stages.Length);
}

/// <summary>Windows by what became of them; together they are those looked at.</summary>
/// <param name="Done">Drawn, kept and named.</param>
/// <param name="Empty">Without a reading.</param>
/// <param name="Unchanged">Left alone: their input is what their picture was made from.</param>
/// <param name="Waiting">Pinned; their names wait for the index to come back.</param>
/// <param name="Failed">With a reason.</param>
/// <param name="Left">Not reached.</param>
public sealed record RunCounts(long Done, long Empty, long Unchanged, long Waiting, long Failed, long Left)
{
    public long LookedAt => Done + Empty + Unchanged + Waiting + Failed + Left;

    /// <summary>As scripts know them.</summary>
    public IReadOnlyDictionary<string, long> ByName => new Dictionary<string, long>
    {
        ["looked_at"] = LookedAt,
        ["done"] = Done,
        ["empty"] = Empty,
        ["unchanged"] = Unchanged,
        ["waiting"] = Waiting,
        ["failed"] = Failed,
        ["left"] = Left,
    };
}

/// <summary>One stage over a whole run.</summary>
/// <param name="Name">The verb.</param>
/// <param name="Workers">How many items it worked on at once, at most.</param>
/// <param name="Items">Items it was done with.</param>
/// <param name="Busy">Time its workers spent working, added up.</param>
/// <param name="Blocked">Time they waited for room in the next stage's inbox.</param>
public sealed record StageSummary(string Name, int Workers, long Items, Duration Busy, Duration Blocked)
{
    /// <summary>The part of its workers' time that was work, 0 to 1, over a stretch of time.</summary>
    public double Utilisation(Duration elapsed) => elapsed > Duration.Zero ? Math.Min(1, Busy / (elapsed * Workers)) : 0;

    /// <summary>Likewise of waiting for the next stage.</summary>
    public double Backpressure(Duration elapsed) => elapsed > Duration.Zero ? Math.Min(1, Blocked / (elapsed * Workers)) : 0;
}
