using System.Buffers;
using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Host;
using VizPipeline.Imaging;
using VizPipeline.Stages;

namespace VizPipeline.Tests;

/// <summary>Cannot draw one sensor, which is a bug.</summary>
internal sealed class ChoosyPainter(IPainter painter) : IPainter
{
    public PictureHead Paint(Strip strip, StripSize size, IBufferWriter<byte> png) =>
        strip.Palette == History.Temperature.Palette ? throw new InvalidOperationException("not this one") : painter.Paint(strip, size, png);
}

/// <summary>Jumps to the next instant whenever the service rests, and does on the way what stands between; after the last it stops the service.</summary>
internal sealed class JumpingNap(StoppedClock clock, Queue<object> then, CancellationTokenSource stop, Func<Desk> desk) : INap
{
    public async Task UntilAsync(Instant? until, Task waking, CancellationToken cancel)
    {
        while (then.TryDequeue(out var next))
        {
            if (next is Func<Desk, Task> ask)
            {
                await ask(desk());
                return;
            }

            if (next is Action act)
            {
                act();
                continue;
            }

            clock.Now = (Instant)next;
            return;
        }

        await stop.CancelAsync();
    }
}

/// <summary>A source that is away for a while.</summary>
internal sealed class AwayReadings(IReadings readings, Func<bool> isAway) : IReadings
{
    public Func<Exception> Throws { get; init; } = () => new SourceException("the source is away");

    public string Name => readings.Name;

    public ValueTask<ImmutableArray<Sensor>> OffersAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel) => readings.OffersAsync(sensors, cancel);

    public ValueTask<ImmutableArray<Extent>> ExtentsAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel) =>
        isAway() ? throw Throws() : readings.ExtentsAsync(sensors, cancel);

    public IAsyncEnumerable<ReadingBatch> ReadAsync(ImmutableArray<Sensor> sensors, Instant start, Instant end, Drops drops, CancellationToken cancel) =>
        readings.ReadAsync(sensors, start, end, drops, cancel);
}
