using VizPipeline.Stages;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Outside effects: recorded before and after, never repeated without need.</summary>
public class PublishTests
{
    private static readonly History Day = History.Made(new(2025, 6, 10), days: 1, everyMinutes: 30);

    private static RunChoice Hourly(RunChoice choice) => choice with { Kinds = [WindowKind.Hourly] };

    [Fact]
    public async Task What_the_index_names_already_is_not_written_again()
    {
        await using var home = new RoadHome(Day);
        await home.RunAsync();
        var names = new FaultyNames(home.Index, _ => null);
        home.Around = ports => ports with { Names = names };
        home.Clock.Now += NodaTime.Duration.FromHours(5);
        var run = await home.RunAsync(choice => choice with { Retry = Retry.All });
        Assert.True(run.Tally.Published > 90);
        Assert.Empty(names.Written);
    }

    [Fact]
    public async Task A_picture_with_more_readings_and_the_same_bytes_is_named_anew()
    {
        await using var home = new RoadHome(Day);
        await home.RunAsync();
        home.Add(new SensorReading(History.Temperature, Day.Of(History.Temperature).Select(reading => reading with { At = reading.At - NodaTime.Duration.FromSeconds(1) }).First()));
        var names = new FaultyNames(home.Index, _ => null);
        home.Around = ports => ports with { Names = names };
        await home.RunAsync(choice => Hourly(choice) with { Retry = Retry.Stale });
        var (key, value) = Assert.Single(names.Written);
        Assert.Equal("temperature:hourly:2025-06-10T00-0700", key);
        Assert.Equal(3, IndexValue.TryParse(value)!.DataPoints);
    }

    [Fact]
    public async Task Latest_is_written_less_often_than_it_moves_and_stands_at_the_end()
    {
        await using var home = new RoadHome(Day);
        home.Options = home.Options with { Limits = RoadHome.Limits(new StageLimits(64, 64)) };
        var names = new FaultyNames(home.Index, _ => null);
        home.Around = ports => ports with { Names = names };
        await home.RunAsync();
        Assert.InRange(names.Written.Count(write => write.Key.EndsWith("latest", StringComparison.Ordinal)), 6, 2 * (1 + 24 + 24));
        Assert.Equal(home.Names.FileName(Day.Calendar.DayOn(Day.First)!.Hourly().Last()), IndexValue.TryParse((await home.Index.FindAsync("humidity:hourly:latest", TestContext.Current.CancellationToken))!)!.FileName);
    }

    [Fact]
    public async Task An_upload_is_recorded_before_it_begins_and_its_pin_before_it_is_named()
    {
        await using var home = new RoadHome(Day);
        var wrong = new System.Collections.Concurrent.ConcurrentQueue<string>();
        home.Around = ports => ports with
        {
            Pins = new Outside(new FaultyPins(home.Pins, path => Look(path, WindowState.Pinning))),
            Names = new FaultyNames(home.Index, key => key.EndsWith("latest", StringComparison.Ordinal) ? null : Look(key, WindowState.Pinned)),
        };
        await home.RunAsync(Hourly);
        Assert.Empty(wrong);
        Assert.All((await home.RowsAsync()).Values, row => Assert.Equal(WindowState.Done, row.State));

        Exception? Look(string name, WindowState state)
        {
            var row = home.RowsAsync().GetAwaiter().GetResult().Values.Single(row => row.Key == name || home.Names.FilePath(row.Sensor, row.Window) == name);
            if (row.State != state || row.Cid is null) wrong.Enqueue($"{name}: {row.State}");
            return null;
        }
    }

    [Fact]
    public async Task A_pinned_picture_whose_commit_failed_is_committed_without_drawing_it_again()
    {
        await using var home = new RoadHome(Day);
        home.Around = ports => ports with { Pins = new Outside(home.Pins), Names = new FaultyNames(home.Index, _ => new StoreUnavailableException("no index")) };
        await home.RunAsync(Hourly);
        Assert.All((await home.RowsAsync()).Values, row => Assert.Equal((WindowState.Pinned, "commit: no index"), (row.State, row.Error)));

        var pins = new FaultyPins(home.Pins, _ => null);
        home.Around = ports => ports with { Pins = new Outside(pins) };
        var run = await home.RunAsync(Hourly);
        Assert.Equal((48, 0), (run.Tally.Published, pins.Asked));
        Assert.All((await home.RowsAsync()).Values, row => Assert.Equal((WindowState.Done, null, 0), (row.State, row.Error, row.Attempts)));
    }

    [Fact]
    public async Task The_pin_of_a_window_that_had_not_ended_is_not_committed_later_as_if_it_had()
    {
        await using var home = new RoadHome(Day);
        var end = home.Clock.Now;
        home.Clock.Now = Day.Calendar.StartOf(Day.First)!.Value + NodaTime.Duration.FromMinutes(90);
        home.Around = ports => ports with { Pins = new Outside(home.Pins), Names = new FaultyNames(home.Index, _ => new StoreUnavailableException("no index")) };
        await home.RunAsync(choice => Hourly(choice) with { IncludeOpen = true });
        home.Clock.Now = end;
        home.Around = ports => ports;
        await home.RunAsync();
        Assert.Empty((await home.StateAsync()).Differences(RoadState.Wanted(home, Day)));
    }

    private sealed class Outside(IPinStore pins) : IPinStore
    {
        public PinTraits Traits => pins.Traits with { IsOutside = true };

        public ValueTask<Pin> PinAsync(PinRequest request, CancellationToken cancel) => pins.PinAsync(request, cancel);

        public ValueTask FlushAsync(CancellationToken cancel) => pins.FlushAsync(cancel);

        public ValueTask<System.Collections.Immutable.ImmutableArray<Pin>> FindAsync(Cid cid, CancellationToken cancel) => pins.FindAsync(cid, cancel);

        public ValueTask UnpinAsync(string id, CancellationToken cancel) => pins.UnpinAsync(id, cancel);

        public IAsyncEnumerable<Pin> ListAsync(CancellationToken cancel) => pins.ListAsync(cancel);
    }
}
