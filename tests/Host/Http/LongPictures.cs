using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using NodaTime;
using VizPipeline.Host;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Cumulative pictures that are not kept are drawn from their whole history: one at a time.</summary>
public sealed class LongPictures
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_one_is_being_drawn_another_waits_and_a_day_does_not()
    {
        var (begun, letGo, passes) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(), 0);
        await using var home = await DoorHome.OpenAsync(new DoorSettings(), view => view with { Readings = new HeldPasses(view.Readings, Begin, letGo.Task) });
        var one = await GoneAsync(home, WindowKind.Cumulative, fromNewest: 0);
        var other = await GoneAsync(home, WindowKind.Cumulative, fromNewest: 1);
        var day = await GoneAsync(home, WindowKind.Daily, fromNewest: 0);

        var (first, second) = (CidOfAsync(home, one), CidOfAsync(home, other));
        await begun.Task.WaitAsync(Viz.Patience, Cancel);
        Assert.Equal(day.Cid, await CidOfAsync(home, day));
        Assert.Equal(1, Volatile.Read(ref passes));

        letGo.SetResult();
        Assert.Equal((one.Cid, other.Cid), (await first, await second));
        Assert.Equal(2, Volatile.Read(ref passes));

        void Begin()
        {
            Interlocked.Increment(ref passes);
            begun.TrySetResult();
        }
    }

    private static async Task<LedgerEntry> GoneAsync(DoorHome home, WindowKind kind, int fromNewest)
    {
        var entry = (await home.Home.RowsAsync()).Values.Where(row => row.Sensor == "temperature" && row.Window.Kind == kind && row.Cid is not null)
            .OrderByDescending(row => row.Window.End).ElementAt(fromNewest);
        await home.Home.Pins.UnpinAsync(entry.PinId!, Cancel);
        return entry;
    }

    private static async Task<Cid?> CidOfAsync(DoorHome home, LedgerEntry entry)
    {
        using var answer = await home.GetAsync($"/api/v1/pictures/{entry.Key}");
        return Cids.Of(await answer.Content.ReadAsByteArrayAsync(Cancel));
    }

    /// <summary>A pass over more than a day says that it begins, and comes only when it is let go.</summary>
    private sealed class HeldPasses(IReadings readings, Action begin, Task letGo) : IReadings
    {
        private static readonly Duration Short = Duration.FromHours(30);

        public string Name => readings.Name;

        public ValueTask<ImmutableArray<Sensor>> OffersAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel) => readings.OffersAsync(sensors, cancel);

        public ValueTask<ImmutableArray<Extent>> ExtentsAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel) => readings.ExtentsAsync(sensors, cancel);

        public async IAsyncEnumerable<ReadingBatch> ReadAsync(
            ImmutableArray<Sensor> sensors, Instant start, Instant end, Drops drops, [EnumeratorCancellation] CancellationToken cancel)
        {
            if (end - start > Short)
            {
                begin();
                await letGo.WaitAsync(cancel);
            }

            await foreach (var batch in readings.ReadAsync(sensors, start, end, drops, cancel)) yield return batch;
        }
    }
}
