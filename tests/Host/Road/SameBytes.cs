using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>However the real program draws them, the pictures of a source have the same bytes.</summary>
public sealed class SameBytes(DrawnHome drawn) : IClassFixture<DrawnHome>
{
    // A road draws no more frames at once than the runtime believes to have processors.
    [Theory]
    [InlineData("one-worker", "", "VIZ_RENDER_WORKERS=1 VIZ_RENDER_INBOX=1")]
    [InlineData("eight-workers", "", "DOTNET_PROCESSOR_COUNT=8 VIZ_RENDER_WORKERS=8 VIZ_RENDER_INBOX=16 VIZ_WINDOW_WORKERS=4")]
    [InlineData("newest-first", "--newest-first", "")]
    [InlineData("newest-first-eight-workers", "--newest-first", "DOTNET_PROCESSOR_COUNT=8 VIZ_RENDER_WORKERS=8 VIZ_RENDER_INBOX=16")]
    [InlineData("no-rows-kept", "", "VIZ_PICTURE_CACHE_MB=0 VIZ_STRIP_CACHE_MB=1")]
    [InlineData("newest-first-no-rows-kept", "--newest-first", "VIZ_PICTURE_CACHE_MB=0 VIZ_RENDER_WORKERS=3")]
    public async Task By_any_number_of_workers_from_either_end_with_a_cache_and_without(string home, string options, string environment) =>
        Same(await drawn.DrawAsync(home, options, Pairs(environment)));

    [Fact]
    public async Task By_a_process_for_each_day_that_remembers_nothing_and_again_over_all_that_is_there()
    {
        string[] dates = [.. DrawnHome.Dates];
        new Random(3).Shuffle(dates);
        foreach (var date in dates[..^1]) await drawn.DrawAsync("day-by-day", $"--start-date {date} --end-date {date}");
        Same(await drawn.DrawAsync("day-by-day", $"--start-date {dates[^1]} --end-date {dates[^1]}"));
        Same(await drawn.DrawAsync("day-by-day", "--retry all"));
    }

    /// <summary>A setting of the runtime, and the widest vectors that are left then.</summary>
    [Theory]
    [InlineData("DOTNET_EnableAVX512=0", 256)]
    [InlineData("DOTNET_EnableAVX2=0", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic=0", 0)]
    public async Task With_vectors_of_any_width_and_without(string environment, int most)
    {
        var (cids, _, bits) = await drawn.DrawToldAsync(environment, dll: null, [.. Pairs(environment)]);
        Assert.InRange(bits, 0, most);
        Same(cids);
    }

    [Fact]
    public async Task Built_for_debugging_and_built_for_speed()
    {
        var other = StartupHook.Configuration == "Debug" ? "Release" : "Debug";
        var folder = Checkout.File("artifacts/same-bytes");
        var built = await Command.RunAsync(
            "dotnet", ["build", Checkout.File("src/Host"), "-c", other, "--artifacts-path", folder, "-p:RunAnalyzers=false", "-p:GenerateDocumentationFile=false", "-nologo", "-v", "quiet", "--disable-build-servers"], Checkout.Root);
        Assert.True(built.ExitCode == 0, $"{built}");

        var (cids, configuration, _) = await drawn.DrawToldAsync("other-build", Path.Combine(folder, $"bin/VizPipeline.Host/{other.ToLowerInvariant()}/viz.dll"));
        Assert.Equal(other, configuration);
        Same(cids);
    }

    [Fact]
    public async Task One_reading_that_differs_is_seen_in_every_picture_that_shows_it_and_in_no_other()
    {
        var source = drawn.Source + ".changed";
        File.Copy(drawn.Source, source);
        using (var database = SqliteFile.OpenOwn(source))
        {
            // Minute 30 of local hour 10 on 27 October; neither the least nor the greatest.
            SqliteFile.Execute(database, "UPDATE environmental_data SET temp = 16.66 WHERE time = '2025-10-27T17:30:00Z'");
        }

        var found = await drawn.DrawAsync("changed", "", source: source);
        var differ = found.Where(row => row.Value != drawn.Cids[row.Key]).Select(row => row.Key).ToHashSet();
        var cumulative = drawn.Cids.Keys.Count(key => key.StartsWith("temperature:cumulative:", StringComparison.Ordinal) && string.CompareOrdinal(key[^18..], "2025-10-27T11-0700") >= 0);
        Assert.Equal(2 + cumulative, differ.Count);
        Assert.Contains("temperature:daily:2025-10-27", differ);
        Assert.Contains("temperature:hourly:2025-10-27T10-0700", differ);
        Assert.DoesNotContain(differ, key => key.StartsWith("pressure:", StringComparison.Ordinal));
    }

    private void Same(IReadOnlyDictionary<string, string> found)
    {
        Assert.Equal(drawn.Cids.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(drawn.Cids, row => found[row.Key] != row.Value);
    }

    private static IEnumerable<(string Name, string? Value)> Pairs(string environment) =>
        from pair in environment.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        let parts = pair.Split('=')
        select (parts[0], (string?)parts[1]);
}
