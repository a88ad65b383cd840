namespace VizPipeline.Stages;

/// <summary>Why a value of the source is not a reading. A closed set, safe to use as a metric label.</summary>
public enum DropReason
{
    /// <summary>No value at all: null, or an empty cell.</summary>
    Empty,

    /// <summary>Text that is no number.</summary>
    Malformed,

    /// <summary>Not a number, by its own word.</summary>
    NotANumber,

    /// <summary>Plus or minus infinity.</summary>
    Infinite,

    /// <summary>A time that no clock shows or that lies outside the years 1 to 9999.</summary>
    BadTime,

    /// <summary>Another value of the same sensor at the same instant won.</summary>
    Duplicate,
}

/// <summary>Counts what a source's readings lost on their way in.</summary>
public sealed class Drops
{
    private readonly long[] _counts = new long[Enum.GetValues<DropReason>().Length];

    public long this[DropReason reason] => Interlocked.Read(ref _counts[(int)reason]);

    public long Total => _counts.Sum();

    public void Add(DropReason reason, long count = 1) => Interlocked.Add(ref _counts[(int)reason], count);
}
