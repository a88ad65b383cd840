using System.Diagnostics;
using NodaTime;
using VizPipeline.Doubles;
using VizPipeline.Host;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The service as a process: who may run it, and how it ends.</summary>
public sealed class RunVerbTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly Instant Noon = MadeSource.Start + Duration.FromHours(36);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_process_is_told_who_holds_the_home_since_when_and_leaves()
    {
        using var first = Service(MadeSource.Write(_folder["readings.db"], days: 2));
        await first.StartAsync();
        await first.MoveToAsync(Noon + Duration.FromMinutes(1));
        var second = await Viz.RunAsync(["run", "--home", _folder["home"]], _folder.Path);
        Assert.Equal(4, second.ExitCode);
        Assert.Matches($"^viz: .*home: another process works here: run \\(process [0-9]+\\) since {Noon}; wait until it ends, or use another home folder\n$", second.Errors);
        Assert.Equal(0, (await first.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task It_catches_up_keeps_up_and_ends_at_a_word_with_everything_drawn_and_a_gallery()
    {
        var source = MadeSource.Write(_folder["readings.db"], days: 12);
        using var service = Service(source, Noon + Duration.FromDays(8));
        await service.StartAsync();
        await service.MoveToAsync(MadeSource.Start + Duration.FromDays(13));
        var ended = await service.EndAsync();
        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Contains("caught up with", ended.Errors, StringComparison.Ordinal);
        var undisturbed = await Viz.RunAsync(["backfill", "--source", source, "--home", _folder["other"]], _folder.Path, ("VIZ_SCALE", "1"));
        Assert.True(undisturbed.ExitCode == 0, undisturbed.ToString());
        Assert.All(
            HomeState.Read(_folder["home"]).Differences(HomeState.Read(_folder["other"])),
            difference => Assert.StartsWith($"fact {CatchUpWork.SinceFact}:", difference, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Todays_picture_is_drawn_again_and_again_and_is_not_done_before_its_day_is()
    {
        var source = MadeSource.Write(_folder["readings.db"], days: 1);
        using var service = Service(source, MadeSource.Start + Duration.FromHours(26), "--live", "30m", "--interval", "daily");
        await service.StartAsync();
        await service.MoveToAsync(MadeSource.Start + Duration.FromHours(27));
        MadeSource.Overwrite(source, MadeSource.Start + Duration.FromHours(24), MadeSource.Start + Duration.FromHours(27));
        await service.MoveToAsync(MadeSource.Start + Duration.FromHours(27.6));
        var first = await LatestAsync();
        MadeSource.Overwrite(source, MadeSource.Start + Duration.FromHours(27), MadeSource.Start + Duration.FromHours(27.7));
        await service.MoveToAsync(MadeSource.Start + Duration.FromHours(28.1));
        var second = await LatestAsync();
        Assert.Equal((MadeSource.Start + Duration.FromHours(24), MadeSource.Start + Duration.FromHours(48)), (first.Window.Start, first.Window.End));
        Assert.Equal(first.Window, second.Window);
        Assert.True(second.DataPoints > first.DataPoints, $"{first} was not drawn again: {second}");

        Assert.Equal(0, (await service.EndAsync()).ExitCode);
        await using var ledger = SqliteLedger.OpenToRead(_folder["home/ledger.db"])!;
        Assert.Equal(WindowState.Planned, (await ledger.FindAsync("temperature:daily:2025-10-25", TestContext.Current.CancellationToken))!.State);

        async Task<IndexValue> LatestAsync()
        {
            await using var index = LocalNames.OpenToRead(_folder["home/index.db"])!;
            return IndexValue.TryParse((await index.FindAsync("temperature:daily:latest", default))!)!;
        }
    }

    [Fact]
    public async Task A_source_that_is_not_there_yet_is_waited_for()
    {
        using var service = Service(_folder["readings.db"]);
        await service.StartAsync();
        await service.MoveToAsync(Noon + Duration.FromMinutes(20));
        MadeSource.Write(_folder["readings.db"], days: 2);
        await service.MoveToAsync(Noon + Duration.FromMinutes(30));
        var ended = await service.EndAsync();
        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Contains("readings: ", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("readings: back again", ended.Errors, StringComparison.Ordinal);
        Assert.NotEmpty(KilledHome.PicturesIn(_folder["home"]));
    }

    [Fact]
    public async Task What_takes_too_long_to_finish_is_dropped_when_its_time_is_up_and_done_by_the_next_service()
    {
        await using var doubles = await ProviderDoubles.StartAsync(TimeSpan.Zero);
        doubles.Pinata.Faults = FaultScript.Always(new DelayFault(TimeSpan.FromSeconds(80), FaultMoment.BeforeBody));
        var source = MadeSource.Write(_folder["readings.db"], days: 1);
        using (var slow = Viz.Start(["run", "--source", source, "--home", _folder["home"], "--interval", "daily"], _folder.Path, [.. doubles.Environment, ("VIZ_STOP_WITHIN", "1")]))
        {
            while (!KilledHome.PicturesIn(_folder["home"]).Any()) await Task.Delay(20, TestContext.Current.CancellationToken);
            var watch = Stopwatch.StartNew();
            Assert.Equal(0, (await Command.RunAsync("kill", ["-TERM", $"{slow.Id}"], _folder.Path)).ExitCode);
            using var patience = new CancellationTokenSource(Patience);
            await slow.WaitForExitAsync(patience.Token);
            Assert.Equal(130, slow.ExitCode);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(40), $"it took {watch.Elapsed}");
        }

        doubles.Pinata.Faults = FaultScript.None;
        var rest = await Viz.RunAsync(["backfill", "--source", source, "--home", _folder["home"], "--interval", "daily"], _folder.Path, doubles.Environment);
        Assert.True(rest.ExitCode == 0, rest.ToString());
        Assert.Empty((await doubles.StateAsync(_folder["home"])).Unfinished(new WindowNames(new LocalCalendar(DateTimeZoneProviders.Tzdb["America/Los_Angeles"]), station: null)));
    }

    [Theory]
    [InlineData(3, "--settle", "3x", "--settle: \"3x\" will not do; it must be a length of time from 0s to 50m, such as 90s or 2m")]
    [InlineData(3, "--live", "1s", "--live: \"1s\" will not do; it must be none, or a length of time from 1m to 12h, such as 5m")]
    [InlineData(2, "--interval", "weekly", "--interval weekly: it must be daily, hourly or cumulative")]
    public async Task Bad_input_gets_one_line(int code, string option, string value, string line)
    {
        var result = await Viz.RunAsync(["run", "--home", _folder["home"], option, value], _folder.Path);
        Assert.Equal(code, result.ExitCode);
        Assert.StartsWith($"viz: {line}\n", result.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["home"]));
    }

    private DrivenService Service(string source, Instant? beginning = null, params string[] options) =>
        new(_folder.Path, beginning ?? Noon, ["--source", source, "--home", _folder["home"], .. options], [("VIZ_SCALE", "1")]);
}
