using VizPipeline.Imaging;
using VizPipeline.Stages;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A window that is read alone has the picture of the road, wherever the days before it lie meanwhile.</summary>
public class WindowReaderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0L)]
    [InlineData(12_000L)]
    [InlineData(1L << 30)]
    public async Task Its_picture_is_the_recorded_one_with_any_memory_for_days(long budget)
    {
        await using var home = new RoadHome(History.Autumn);
        home.Forget(History.Autumn.First.PlusDays(1));
        await home.RunAsync();
        var drawn = (await home.RowsAsync()).Values.Where(row => row.Sensor == "temperature" && row.Cid is not null).ToList();
        Assert.Equal(3, drawn.Select(row => row.Window.Kind).Distinct().Count());
        foreach (var row in drawn)
        {
            using var reader = new WindowReader(home.Ports.Readings, home.Calendar, home.PathOf("days"), budget);
            using var content = new PooledContent();
            home.Ports.Painter.Paint((await reader.ReadAsync(History.Temperature, row.Window, Cancel))!, StripSize.Full with { Scale = home.Options.Scale }, content);
            Assert.Equal(row.Cid, Cids.Of(content.Bytes.Span));
        }
    }

    [Fact]
    public async Task Days_beyond_its_memory_lie_in_a_file_that_is_gone_with_it()
    {
        await using var home = new RoadHome(History.Autumn);
        var days = home.Calendar.Days(History.Autumn.First, History.Autumn.First.PlusDays(2)).ToList();
        using (var reader = new WindowReader(home.Ports.Readings, home.Calendar, home.PathOf("work/days"), budgetBytes: 0))
        {
            await reader.ReadAsync(History.Temperature, days[^1].Daily(), Cancel);
            Assert.False(File.Exists(home.PathOf("work/days")));
            await reader.ReadAsync(History.Temperature, days[^1].Cumulative(days[0].Start).Last(), Cancel);
            Assert.True(File.Exists(home.PathOf("work/days")));
        }

        Assert.False(File.Exists(home.PathOf("work/days")));
    }
}
