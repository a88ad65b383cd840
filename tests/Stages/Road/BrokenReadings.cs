using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Tests;

/// <summary>
/// A source whose passes break: pass n (from 0) throws what <paramref name="fault"/> gives for it, after as many rows; null lets it end. Each row comes
/// alone, and only what belongs to it has been counted by then.
/// </summary>
internal sealed class BrokenReadings(IReadings readings, Func<int, SourceException?> fault, Func<int, int>? after = null) : IReadings
{
    private int _passes = -1;

    public int Passes => _passes + 1;

    public string Name => readings.Name;

    public ValueTask<ImmutableArray<Sensor>> OffersAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel) => readings.OffersAsync(sensors, cancel);

    public ValueTask<ImmutableArray<Extent>> ExtentsAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel) => readings.ExtentsAsync(sensors, cancel);

    public async IAsyncEnumerable<ReadingBatch> ReadAsync(
        ImmutableArray<Sensor> sensors, Instant start, Instant end, Drops drops, [EnumeratorCancellation] CancellationToken cancel)
    {
        var pass = Interlocked.Increment(ref _passes);
        var left = after?.Invoke(pass) ?? 0;
        var ends = new List<Instant>();
        await foreach (var batch in readings.ReadAsync(sensors, start, end, new Drops(), cancel))
        {
            foreach (var ticks in batch.Ticks.ToArray()) ends.Add(Instant.FromUnixTimeTicks(ticks + 1));
        }

        foreach (var to in ends.Append(end))
        {
            if ((left-- <= 0 || to == end) && fault(pass) is { } broken) throw broken;
            await foreach (var batch in readings.ReadAsync(sensors, start, to, drops, cancel)) yield return batch;
            start = to;
        }
    }
}

/// <summary>Time that is over as soon as anybody waits for it; remembers for how long they would have.</summary>
internal sealed class ImpatientTime : TimeProvider
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<TimeSpan> _waits = new();

    public IReadOnlyCollection<TimeSpan> Waits => _waits;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero)
        {
            _waits.Enqueue(dueTime);
            dueTime = TimeSpan.Zero;
        }

        return base.CreateTimer(callback, state, dueTime, period);
    }
}
