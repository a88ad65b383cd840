namespace VizPipeline.Stages;

/// <summary>Counts windows by how they left the road. Safe to read while the road runs.</summary>
public sealed class RoadTally : IRunObserver
{
    private long _published;
    private long _empty;
    private long _unchanged;
    private long _failed;
    private long _bytes;
    private long _readings;

    /// <summary>What the pass over the source dropped, by reason.</summary>
    public Drops Drops { get; } = new();

    /// <summary>Windows drawn, kept and named.</summary>
    public long Published => Interlocked.Read(ref _published);

    /// <summary>Windows without a reading.</summary>
    public long Empty => Interlocked.Read(ref _empty);

    /// <summary>Windows looked at and left alone: their input is what their picture was made from.</summary>
    public long Unchanged => Interlocked.Read(ref _unchanged);

    /// <summary>Windows that failed; those that a fault of the whole run kept from their end are not among them.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Bytes of the pictures drawn.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Readings taken from the source, also those of days that only begin a cumulative picture.</summary>
    public long Readings => Interlocked.Read(ref _readings);

    public long Settled => Published + Empty + Unchanged + Failed;

    internal void AddEmpty() => Interlocked.Increment(ref _empty);

    internal void AddUnchanged() => Interlocked.Increment(ref _unchanged);

    internal void AddReadings(long readings) => Interlocked.Add(ref _readings, readings);

    internal void AddBytes(long bytes) => Interlocked.Add(ref _bytes, bytes);

    void IRunObserver.Left(StageInfo stage, TimeSpan busy, TimeSpan blocked, Verdict verdict)
    {
        if (stage.Name == "cleanup" && verdict == Verdict.Done) Interlocked.Increment(ref _published);
    }

    void IRunObserver.Faulted(Fault fault) => Interlocked.Add(ref _failed, Diagnosis.Struck(fault).Count);
}
