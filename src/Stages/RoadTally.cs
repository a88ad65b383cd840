namespace VizPipeline.Stages;

/// <summary>Counts windows by how they left the road. Safe to read while the road runs.</summary>
public sealed class RoadTally : IRunObserver
{
    private long _published;
    private long _empty;
    private long _unchanged;
    private long _waiting;
    private long _failed;
    private long _bytes;
    private long _readings;

    /// <summary>What the pass over the source dropped, by reason.</summary>
    public Drops Drops { get; init; } = new();

    /// <summary>Counts along, for a whole of which this is a part; null where there is none.</summary>
    public RoadTally? Whole { get; init; }

    /// <summary>A new one, which counts for the whole as well.</summary>
    public static RoadTally PartOf(RoadTally whole) => new() { Whole = whole, Drops = whole.Drops };

    /// <summary>Windows drawn, kept and named.</summary>
    public long Published => Interlocked.Read(ref _published);

    /// <summary>Windows without a reading.</summary>
    public long Empty => Interlocked.Read(ref _empty);

    /// <summary>Windows looked at and left alone: their input is what their picture was made from.</summary>
    public long Unchanged => Interlocked.Read(ref _unchanged);

    /// <summary>Windows that are pinned and could not be named: they wait for the index.</summary>
    public long Waiting => Interlocked.Read(ref _waiting);

    /// <summary>Windows that failed; those that a fault of the whole run kept from their end are not among them.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Bytes of the pictures drawn.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Readings taken from the source, also those of days that only begin a cumulative picture.</summary>
    public long Readings => Interlocked.Read(ref _readings);

    public long Settled => Published + Empty + Unchanged + Waiting + Failed;

    internal void AddEmpty()
    {
        Interlocked.Increment(ref _empty);
        Whole?.AddEmpty();
    }

    internal void AddUnchanged()
    {
        Interlocked.Increment(ref _unchanged);
        Whole?.AddUnchanged();
    }

    internal void AddReadings(long readings)
    {
        Interlocked.Add(ref _readings, readings);
        Whole?.AddReadings(readings);
    }

    internal void AddBytes(long bytes)
    {
        Interlocked.Add(ref _bytes, bytes);
        Whole?.AddBytes(bytes);
    }

    /// <inheritdoc/>
    public void Left(StageInfo stage, TimeSpan busy, TimeSpan blocked, Verdict verdict)
    {
        if (stage.Name == "cleanup" && verdict == Verdict.Done) Interlocked.Increment(ref _published);
        Whole?.Left(stage, busy, blocked, verdict);
    }

    /// <inheritdoc/>
    public void Faulted(Fault fault)
    {
        Interlocked.Add(ref Diagnosis.Waits(fault) ? ref _waiting : ref _failed, Diagnosis.Struck(fault).Count);
        Whole?.Faulted(fault);
    }
}
