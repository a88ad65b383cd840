using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class ZoneChangeTests
{
    private static readonly string[] Days = ["backfill", "--interval", "daily"];

    [Fact]
    public async Task A_day_drawn_in_another_zone_is_stale_and_becomes_the_day_of_this_one()
    {
        using var folder = new TempFolder();
        folder.Write("readings.csv", "when,air\n" + string.Concat(
            from day in Enumerable.Range(1, 4)
            from hour in Enumerable.Range(0, day < 4 ? 24 : 20)
            select $"2025-06-0{day} {hour:00}:00Z,{(day * 10) + (hour % 7)}\n"));

        foreach (var home in (string[])["moved", "new"]) await RunAsync("import", "readings.csv", "--time", "when", "--sensor", "temperature=air", "--home", home);
        await RunAsync([.. Days, "--home", "moved", "--zone", "Europe/Brussels"]);
        await RunAsync([.. Days, "--home", "moved", "--retry", "stale"]);
        await RunAsync([.. Days, "--home", "new"]);

        foreach (var picture in Directory.GetFiles(folder["new/pictures"], "*.png", SearchOption.AllDirectories))
        {
            var moved = picture.Replace(folder["new"], folder["moved"], StringComparison.Ordinal);
            Assert.Equal(await File.ReadAllBytesAsync(picture, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(moved, TestContext.Current.CancellationToken));
        }

        var latest = await RunAsync("latest", "temperature", "daily", "--home", "moved");
        Assert.Contains("\"start_time\":\"2025-06-04T00:00:00-07:00\"", latest.Output, StringComparison.Ordinal);

        async Task<CommandResult> RunAsync(params string[] arguments)
        {
            var result = await Viz.RunAsync(arguments, folder.Path);
            Assert.True(result.ExitCode == 0, $"{result}");
            return result;
        }
    }
}
