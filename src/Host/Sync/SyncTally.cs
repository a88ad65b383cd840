using System.Collections.Immutable;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Counts while rows are pulled; by sensor where it is an array.</summary>
internal sealed class SyncTally(ImmutableArray<Sensor> sensors)
{
    public ImmutableArray<Sensor> Sensors => sensors;

    /// <summary>What the source dropped.</summary>
    public Drops Drops { get; } = new();

    public long Rows { get; set; }

    /// <summary>Transactions.</summary>
    public long Batches { get; set; }

    /// <summary>The first row's instant, in ticks since 1970; null before there is one.</summary>
    public long? First { get; set; }

    public long? Last { get; set; }

    /// <summary>Readings that the source gave.</summary>
    public SyncSum[] There { get; } = new SyncSum[sensors.Length];

    public long[] Added { get; } = new long[sensors.Length];

    public long[] Changed { get; } = new long[sensors.Length];

    /// <summary>Adds what another pass over the same sensors wrote.</summary>
    public void AddWritten(SyncTally other)
    {
        for (var i = 0; i < sensors.Length; i++)
        {
            Added[i] += other.Added[i];
            Changed[i] += other.Changed[i];
        }
    }
}
