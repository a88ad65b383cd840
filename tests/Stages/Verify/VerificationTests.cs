using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What verification finds, and that it finds nothing where nothing is wrong.</summary>
public class VerificationTests
{
    private static readonly History Days = History.Made(new(2025, 11, 1), days: 2, everyMinutes: 50);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<VerificationReport> VerifyAsync(RoadHome home) =>
        await new Verification(home.Ports, home.Options with { WorkFile = Path.Combine(Path.GetDirectoryName(home.Source)!, "work", "verify") }, entry => home.Pins.Open(entry.PinId!)).RunAsync(home.Sensors, Cancel);

    private static async Task<RoadHome> DrawnAsync()
    {
        var home = new RoadHome(Days);
        await home.RunAsync();
        return home;
    }

    private static async Task<LedgerEntry> RowAsync(RoadHome home, string key) => (await home.RowsAsync())[key];

    private static string FileOf(RoadHome home, LedgerEntry row) => Path.Combine(Path.GetDirectoryName(home.Source)!, "pictures", row.PinId!);

    [Fact]
    public async Task Nothing_is_wrong_after_a_run()
    {
        await using var home = await DrawnAsync();
        var report = await VerifyAsync(home);
        var done = (await home.RowsAsync()).Values.Count(row => row.State == WindowState.Done);
        Assert.Empty(report.Problems);
        Assert.Equal((done, done, 0), (report.Seen, report.Kept, report.Redrawn));
    }

    [Fact]
    public async Task Pictures_that_are_gone_are_drawn_again_and_compared()
    {
        await using var home = await DrawnAsync();
        foreach (var row in (await home.RowsAsync()).Values.Where(row => row.State == WindowState.Done && row.Sensor == "humidity")) File.Delete(FileOf(home, row));
        var report = await VerifyAsync(home);
        Assert.Empty(report.Problems);
        Assert.Equal(report.Seen / 2, report.Redrawn);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(FileOf(home, await RowAsync(home, "humidity:daily:2025-11-02")))!));
    }

    [Theory]
    [InlineData("temperature:daily:2025-11-02")]
    [InlineData("temperature:hourly:2025-11-02T01-0800")]
    [InlineData("temperature:cumulative:2025-11-01..2025-11-03T00-0800")]
    public async Task A_picture_with_other_bytes_is_told(string key)
    {
        await using var home = await DrawnAsync();
        var path = FileOf(home, await RowAsync(home, key));
        await File.AppendAllTextAsync(path, "x", Cancel);
        var problem = Assert.Single((await VerifyAsync(home)).Problems);
        Assert.Equal(key, problem.Key);
        Assert.Contains("the ledger says", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_is_gone_while_its_readings_changed_is_told()
    {
        await using var home = await DrawnAsync();
        var row = await RowAsync(home, "temperature:daily:2025-11-02");
        File.Delete(FileOf(home, row));
        home.Add(new SensorReading(History.Temperature, new(row.Window.Start + Duration.FromMinutes(1), 100)));
        var problem = Assert.Single((await VerifyAsync(home)).Problems);
        Assert.Contains("its readings have changed since", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_index_that_disagrees_is_told_key_by_key()
    {
        await using var home = await DrawnAsync();
        await home.Index.DeleteAsync("temperature:daily:2025-11-01", Cancel);
        await home.Index.PutAsync("temperature:daily:2025-11-02", "{}", Cancel);
        await home.Index.PutAsync("humidity:daily:2025-11-02", (await home.Index.FindAsync("humidity:daily:2025-11-01", Cancel))!, Cancel);
        await home.Index.PutAsync("humidity:daily:latest", (await home.Index.FindAsync("humidity:daily:2025-11-01", Cancel))!, Cancel);
        await home.Index.DeleteAsync("humidity:hourly:latest", Cancel);
        var report = await VerifyAsync(home);
        Assert.Equal(
            ["humidity:daily:2025-11-02", "humidity:daily:latest", "humidity:hourly:latest", "temperature:daily:2025-11-01", "temperature:daily:2025-11-02"],
            report.Problems.Select(problem => problem.Key));
    }

    [Fact]
    public async Task A_picture_that_is_no_png_is_told_even_where_its_name_is_right()
    {
        await using var home = await DrawnAsync();
        var row = await RowAsync(home, "temperature:daily:2025-11-02");
        byte[] text = [.. "this is no picture"u8];
        await File.WriteAllBytesAsync(FileOf(home, row), text, Cancel);
        await home.Ledger.RecordAsync(row with { Cid = Cids.Of(text) }, null, Cancel);
        Assert.Contains((await VerifyAsync(home)).Problems, problem => problem.Key == row.Key && problem.What.Contains("PNG", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Of_replaced_pictures_nothing_is_missed()
    {
        await using var home = new RoadHome(Days);
        home.Options = home.Options with { RemoveReplaced = true };
        await home.RunAsync();
        var report = await VerifyAsync(home);
        Assert.Empty(report.Problems);
        Assert.True(report.Redrawn > 90);
    }
}
