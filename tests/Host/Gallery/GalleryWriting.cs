using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

public sealed class GalleryWriting : IAsyncLifetime
{
    private static readonly YearMonth November = new(2025, 11);

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("viz-gallery-");
    private readonly SqliteLedger _ledger;
    private readonly SampleHome _sample;

    public GalleryWriting()
    {
        _ledger = SqliteLedger.Open(Path.Combine(_home.FullName, "ledger.db"));
        _sample = new(_ledger, _home.FullName);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Gallery => Path.Combine(_home.FullName, "gallery");

    private string Month(string name) => Path.Combine(Gallery, "months", $"{name}.js");

    public async ValueTask InitializeAsync()
    {
        await _sample.FillAsync(Cancel);
        await _sample.Writer.WriteAsync("first", touched: null, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _home.Delete(recursive: true);
    }

    [Fact]
    public void There_is_a_page_an_overview_a_script_a_month_and_a_preview_a_sensor_and_nothing_half_written() => Assert.Equal(
        [
            "index.html", "months/2025-08.js", "months/2025-09.js", "months/2025-10.js", "months/2025-11.js", "overview.js",
            "previews/humidity-cumulative.png", "previews/pressure-cumulative.png", "previews/temperature-cumulative.png",
        ],
        Directory.EnumerateFiles(Gallery, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Gallery, file)).Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_file_whose_content_stays_the_same_is_not_written_again()
    {
        var old = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        foreach (var file in Files()) File.SetLastWriteTimeUtc(file, old);
        await _sample.Writer.WriteAsync("second", touched: null, Cancel);
        Assert.Equal("overview.js", Path.GetFileName(Assert.Single(Files(), file => File.GetLastWriteTimeUtc(file) != old)));

        string[] Files() => Directory.GetFiles(Gallery, "*", SearchOption.AllDirectories);
    }

    [Fact]
    public async Task Writing_the_touched_months_gives_the_same_gallery_as_writing_all()
    {
        await FailAsync(new(2025, 11, 1));
        await _sample.Writer.WriteAsync("second", new HashSet<YearMonth> { November }, Cancel);
        var touched = await ReadAllAsync();
        await _sample.Writer.WriteAsync("second", touched: null, Cancel);
        Assert.Equal(await ReadAllAsync(), touched);
        Assert.Contains("\"days\":\"fdddfdddp", touched, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_month_that_was_not_touched_is_taken_at_its_word()
    {
        await FailAsync(new(2025, 10, 1));
        await _sample.Writer.WriteAsync("second", new HashSet<YearMonth> { November }, Cancel);
        Assert.DoesNotContain("\"days\":\"fddd", await ReadAllAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Windows_of_another_station_or_zone_are_not_taken_for_ours()
    {
        var before = await ReadAllAsync();
        var ours = (await _ledger.FindAsync(SampleHome.Names.Key("temperature", SampleHome.Daily(new(2025, 11, 1))), Cancel))!;
        await _ledger.RecordAsync(ours with { Key = $"roof:{ours.Key}", State = WindowState.Failed }, preview: null, Cancel);
        var longer = new Window(WindowKind.Daily, ours.Window.Start - Duration.FromDays(11), ours.Window.End - Duration.FromDays(11) + Duration.FromHours(1));
        await _ledger.RecordAsync(ours with { Key = SampleHome.Names.Key("temperature", longer), Window = longer }, preview: null, Cancel);
        await _sample.Writer.WriteAsync("first", touched: null, Cancel);
        Assert.Equal(Months(before), Months(await ReadAllAsync()));

        static string[] Months(string scripts) => [.. scripts.Split('\n').Where(line => line.StartsWith("viz.month", StringComparison.Ordinal))];
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("viz.month({\"layout\":0,\"month\":\"2025-10\",\"sensors\":[]},\n{});\n")]
    [InlineData("viz.month({\"layout\":1,\"month\":\"2025-10\"},\n")]
    [InlineData("viz.month({\"lay,\n")]
    public async Task A_month_whose_script_is_gone_damaged_or_of_another_layout_is_written_again(string? content)
    {
        var whole = await File.ReadAllTextAsync(Month("2025-10"), Cancel);
        if (content is null) File.Delete(Month("2025-10"));
        else await File.WriteAllTextAsync(Month("2025-10"), content, Cancel);
        await _sample.Writer.WriteAsync("second", new HashSet<YearMonth> { November }, Cancel);
        Assert.Equal(whole, await File.ReadAllTextAsync(Month("2025-10"), Cancel));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_named()
    {
        File.Delete(Path.Combine(Gallery, "overview.js"));
        Directory.CreateDirectory(Path.Combine(Gallery, "overview.js", "in the way"));
        var problem = await Assert.ThrowsAsync<HomeUnavailableException>(() => _sample.Writer.WriteAsync("second", touched: null, Cancel).AsTask());
        Assert.StartsWith($"{Path.Combine(Gallery, "overview.js")}: ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_ledger_makes_a_page_without_months()
    {
        var home = Directory.CreateDirectory(Path.Combine(_home.FullName, "other")).FullName;
        await using var ledger = SqliteLedger.Open(Path.Combine(home, "ledger.db"));
        await new SampleHome(ledger, home).Writer.WriteAsync("first", touched: null, Cancel);
        Assert.Equal(["index.html", "overview.js"], Directory.EnumerateFileSystemEntries(Path.Combine(home, "gallery")).Select(Path.GetFileName).Order());
    }

    private async Task FailAsync(LocalDate date)
    {
        var key = SampleHome.Names.Key("temperature", SampleHome.Daily(date));
        var entry = await _ledger.FindAsync(key, Cancel);
        await _ledger.RecordAsync(entry! with { State = WindowState.Failed, Error = "away" }, preview: null, Cancel);
    }

    private async Task<string> ReadAllAsync() => string.Concat(await Task.WhenAll(
        Directory.GetFiles(Gallery, "*.js", SearchOption.AllDirectories).Order().Select(file => File.ReadAllTextAsync(file, Cancel))));
}
