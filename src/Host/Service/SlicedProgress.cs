using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>How far a long piece of work is, at one moment.</summary>
/// <param name="Total">Windows to be looked at; null until they are counted.</param>
/// <param name="Counts">What became of those of the slices so far.</param>
/// <param name="Bytes">Of their pictures.</param>
/// <param name="Current">Counts the slice under way; null between two.</param>
internal sealed record SlicedProgress(long? Total, RunCounts Counts, long Bytes, RoadTally? Current)
{
    public static SlicedProgress None { get; } = new(null, new(0, 0, 0, 0, 0, 0), 0, null);

    /// <summary>With the slice under way.</summary>
    public long AllBytes => Bytes + (Current?.Bytes ?? 0);

    /// <summary>With the slice under way, and what is left.</summary>
    public RunCounts AllCounts
    {
        get
        {
            var counts = Current is null ? Counts : Sum(Current, isWhole: true);
            return counts with { Left = Math.Max(0, (Total ?? 0) - counts.LookedAt) };
        }
    }

    /// <summary>After the slice. What it published stays published also where it will be done again; what failed in it, or was found as it was, is looked at again.</summary>
    public SlicedProgress With(RoadTally slice, bool isWhole) => new(Total, Sum(slice, isWhole), Bytes + slice.Bytes, Current: null);

    /// <summary>At the end, where nothing was left out: what nobody had to look at, because what was due came first, was found as it was.</summary>
    public SlicedProgress Whole() => this with { Counts = Counts with { Unchanged = Counts.Unchanged + AllCounts.Left } };

    private RunCounts Sum(RoadTally slice, bool isWhole) => Counts with
    {
        Done = Counts.Done + slice.Published,
        Empty = Counts.Empty + slice.Empty,
        Unchanged = Counts.Unchanged + (isWhole ? slice.Unchanged : 0),
        Waiting = Counts.Waiting + (isWhole ? slice.Waiting : 0),
        Failed = Counts.Failed + (isWhole ? slice.Failed : 0),
    };
}
