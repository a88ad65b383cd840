using NodaTime;
using VizPipeline.Doubles;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A home whose settings name other accounts than before, as after a rehearsal, or a token that was replaced.</summary>
public sealed class ChangedAccounts : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_waits_is_published_to_the_new_place_and_nothing_is_sent_twice_to_the_old_one()
    {
        string[] command = ["backfill", "--home", _folder["home"], "--source", MadeSource.Write(_folder["readings.db"], days: 2)];
        await using var one = await ProviderDoubles.StartAsync(TimeSpan.Zero);
        await using var other = await ProviderDoubles.StartAsync(TimeSpan.Zero);

        one.Cloudflare.Faults = FaultScript.Always(new StatusFault(503));
        var dead = await Viz.RunAsync(command, _folder.Path, [.. one.Environment, ("OUTAGE_WAIT", "1")]);
        Assert.Equal(1, dead.ExitCode);
        Assert.DoesNotContain("another place", dead.Errors, StringComparison.Ordinal);
        Assert.All((await one.StateAsync(_folder["home"])).Rows, row => Assert.True(row.State is WindowState.Pinned or WindowState.Empty, $"{row.Key} is {row.State}"));
        var uploads = one.Pinata.Files.Length;

        var moved = await Viz.RunAsync(command, _folder.Path, other.Environment);
        Assert.True(moved.ExitCode == 0, moved.ToString());
        Assert.Contains("Pinata's and Cloudflare's settings name another place than in the run before", moved.Errors, StringComparison.Ordinal);
        await MustBeWholeAsync(other, uploads);

        one.Cloudflare.Faults = FaultScript.None;
        var back = await Viz.RunAsync([.. command, "--retry", "all"], _folder.Path, one.Environment);
        Assert.True(back.ExitCode == 0, back.ToString());
        await MustBeWholeAsync(one, uploads);

        var still = await Viz.RunAsync(command, _folder.Path, one.Environment);
        Assert.Equal((0, false), (still.ExitCode, still.Errors.Contains("another place", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_days_writes_are_counted_over_all_runs_of_the_day()
    {
        const int Most = 5;
        string[] command = ["backfill", "--home", _folder["home"], "--interval", "daily", "--source", MadeSource.Write(_folder["readings.db"], days: 20)];
        await using var doubles = await ProviderDoubles.StartAsync(TimeSpan.Zero);
        (string, string?)[] settings = [.. doubles.Environment, ("CLOUDFLARE_WRITES_PER_DAY", $"{Most}")];
        var began = Today();
        Assert.Equal(1, (await Viz.RunAsync(command, _folder.Path, settings)).ExitCode);
        Assert.Equal(1, (await Viz.RunAsync(command, _folder.Path, settings)).ExitCode);

        // Where midnight UTC passes meanwhile, another day's writes may have been used.
        var days = 1 + Period.DaysBetween(began, Today());
        Assert.InRange(doubles.Cloudflare.Exchanges.Where(exchange => exchange.Call is ProviderCall.BulkPut or ProviderCall.PutValue).Sum(exchange => Pairs(exchange.About)), 1, days * Most);
    }

    private static LocalDate Today() => SystemClock.Instance.GetCurrentInstant().InUtc().Date;

    private static int Pairs(string about) => int.TryParse(about.Split(' ')[0], out var pairs) ? pairs : 1;

    private async Task MustBeWholeAsync(ProviderDoubles doubles, int uploads)
    {
        var names = new WindowNames(Zones.Calendar("America/Los_Angeles"), station: null);
        var state = await doubles.StateAsync(_folder["home"]);
        Assert.Empty((string[])[.. state.Broken(names, deletes: true), .. state.Unfinished(names)]);
        Assert.Equal(uploads, state.Files.Length);
    }
}
