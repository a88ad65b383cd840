using NodaTime;

namespace VizPipeline.Doubles;

/// <summary>What both doubles are told when they start.</summary>
public abstract record DoubleOptions
{
    /// <summary>The one clock of quotas, latency, faults and everything that carries a time.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The loopback port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>What every request takes, half of it before its effect and half after.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>What goes wrong.</summary>
    public FaultScript Faults { get; init; } = FaultScript.None;

    /// <summary>Whether an answer that refuses for a quota says when to come back.</summary>
    public bool SaysRetryAfter { get; init; } = true;

    /// <summary>Hears of every request just before its answer leaves, from any thread.</summary>
    public Action<Exchange>? Seen { get; init; }

    internal Instant Now => Instant.FromDateTimeOffset(Time.GetUtcNow());
}
