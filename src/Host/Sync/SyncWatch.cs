using System.Globalization;
using NodaTime;

namespace VizPipeline.Host;

/// <summary>Keeps the newest word of a running sync for whoever looks.</summary>
internal sealed class SyncWatch(IClock clock)
{
    private readonly Lock _lock = new();
    private SyncProgress? _newest;
    private Instant _moved = Instant.MinValue;

    public void Report(SyncProgress value)
    {
        lock (_lock) (_newest, _moved) = (value, clock.GetCurrentInstant());
    }

    /// <summary>It goes on, though nothing is written: what is there is read again.</summary>
    public void Moved()
    {
        lock (_lock) _moved = clock.GetCurrentInstant();
    }

    /// <summary>When it last went on; before all time where it never did.</summary>
    public Instant LastMove
    {
        get
        {
            lock (_lock) return _moved;
        }
    }

    public Progress Look()
    {
        lock (_lock)
        {
            if (_newest is not { } now) return Progress.None;

            var to = Instant.FromUnixTimeTicks(now.Last);
            var line = string.Create(CultureInfo.InvariantCulture, $"{now.Rows:N0} rows, up to {to.ToString("uuuu-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture)}");
            return new Progress(now.Last - now.First, Math.Max(clock.GetCurrentInstant().ToUnixTimeTicks(), now.Last) - now.First, line, line);
        }
    }
}

/// <summary>How far a sync is.</summary>
/// <param name="Rows">Pulled and kept.</param>
/// <param name="First">Where it began, in ticks since 1970.</param>
/// <param name="Last">Where it is.</param>
internal readonly record struct SyncProgress(long Rows, long First, long Last);
