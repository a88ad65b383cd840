using NodaTime;
using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A day whose picture is published again and again before it is over.</summary>
public class OpenWindowTests
{
    private static readonly History Day = History.Made(new(2025, 6, 10), days: 1, everyMinutes: 60);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Its_earlier_pictures_are_unpinned_where_replaced_ones_are_and_what_it_showed_when_it_was_over_stays(bool removes)
    {
        await using var home = await PublishedHome.StartAsync(Day);
        home.Home.Options = home.Home.Options with { RemoveReplaced = removes };
        var day = Day.Calendar.DayOn(Day.First)!;
        for (var hour = 6; hour < 9; hour++) await PublishAsync(day.Start + Duration.FromHours(hour), hour);
        Assert.Equal(removes ? 1 : 3, home.Pinata.Files.Length);

        var whole = await PublishAsync(day.End + Duration.FromHours(1), hour: 9);
        Assert.Equal(WindowState.Done, whole.State);
        Assert.Equal(removes ? 1 : 4, home.Pinata.Files.Length);

        var late = await PublishAsync(day.End + Duration.FromHours(2), hour: 10);
        Assert.Equal(removes ? 2 : 5, home.Pinata.Files.Length);
        Assert.Contains(home.Pinata.Files, file => file.Id == whole.PinId);
        Assert.NotEqual(whole.PinId, late.PinId);

        // With a reading more, so that it is another picture.
        async Task<LedgerEntry> PublishAsync(Instant now, int hour)
        {
            home.Home.Clock.Now = now;
            home.Home.Add(new SensorReading(History.Temperature, new(day.Start + Duration.FromHours(hour) + Duration.FromMinutes(30), 40 + hour)));
            var run = await home.RunAsync(choice => choice with { Sensors = [History.Temperature], Kinds = [WindowKind.Daily], Retry = Retry.Stale, IncludeOpen = true });
            Assert.Null(run.Report.Fatal?.Cause);
            var row = Assert.Single((await home.Home.RowsAsync()).Values);
            Assert.Contains(home.Pinata.Files, file => file.Id == row.PinId);
            Assert.Equal(row.Cid, IndexValue.TryParse(home.Cloudflare.Values[row.Key])!.Cid);
            return row;
        }
    }
}
