using VizPipeline.Imaging;
using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Small pictures for pages: of every day and hour, and of the newest cumulative window only.</summary>
public class PreviewTests
{
    [Fact]
    public async Task Every_done_window_that_pages_show_has_a_preview_with_a_line_a_row()
    {
        var history = History.Made(new(2025, 11, 1), days: 3, everyMinutes: 55);
        await using var home = new RoadHome(history);
        await home.RunAsync();
        foreach (var row in (await home.RowsAsync()).Values.Where(row => row.State == WindowState.Done))
        {
            var newest = await home.Ledger.LatestAsync(row.Sensor, row.Window.Kind, TestContext.Current.CancellationToken);
            var preview = await home.Ledger.PreviewAsync(row.Key, TestContext.Current.CancellationToken);
            Assert.Equal(row.Window.Kind != WindowKind.Cumulative || row.Key == newest!.Key, preview is not null);
            if (preview is null) continue;

            var (header, _) = Drawn.Decode(preview);
            Assert.Equal((StripRow.Columns, row.Window.Kind == WindowKind.Cumulative ? 3 : 1), (header.Width, header.Height));
        }
    }
}
