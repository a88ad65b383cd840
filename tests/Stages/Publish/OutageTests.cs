using System.Buffers;
using System.Globalization;
using VizPipeline.Doubles;
using VizPipeline.Host;
using VizPipeline.Imaging;
using VizPipeline.Stages;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What becomes of a run and the one after it when a provider is away, does part of what it is told, or says no.</summary>
public class OutageTests
{
    // Hours without any change: many pictures are equal.
    private static readonly History Days = new PublishCase(2, [(1, 0), (3, 1), (4, 0), (9, 2), (30, 0), (31, 0)], [], [], null, null).History;

    private static readonly FaultScript Dead = FaultScript.Always(new StatusFault(503));

    [Fact]
    public async Task Without_Cloudflare_everything_is_pinned_and_when_it_is_back_one_run_names_all_of_it_without_an_upload()
    {
        await using var home = await PublishedHome.StartAsync(Days);
        home.Cloudflare.Faults = Dead;
        var run = await home.RunAsync();
        Assert.Null(run.Report.Fatal?.Cause);
        var rows = (await home.Home.RowsAsync()).Values.Where(row => row.State != WindowState.Empty).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal(WindowState.Pinned, row.State));
        Assert.All(rows, row => Assert.Matches("^commit: Cloudflare ", row.Error));
        Assert.Equal(ExitCode.SomeFailed, CodeOf(run));
        Assert.Equal(rows.DistinctBy(row => row.Cid).Count(), home.Pinata.Files.Length);
        Assert.Empty(home.Cloudflare.Values);

        home.Calm();
        var asked = home.Pinata.Exchanges.Length;
        var again = await home.RunAsync();
        Assert.Equal((asked, ExitCode.Clean, rows.Count), (home.Pinata.Exchanges.Length, CodeOf(again), again.Tally.Published));
        await MustBeFinishedAsync(home);
    }

    [Fact]
    public async Task However_many_runs_an_outage_takes_no_window_is_given_up()
    {
        await using var home = await PublishedHome.StartAsync(Days);
        home.Pinata.Faults = Dead;
        for (var run = 0; run <= LedgerEntry.MostAttempts; run++) await home.RunAsync();
        var rows = (await home.Home.RowsAsync()).Values.Where(row => row.State != WindowState.Empty).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal((WindowState.Failed, 0, null), (row.State, row.Attempts, row.PinId)));

        home.Calm();
        Assert.Equal(ExitCode.Clean, CodeOf(await home.RunAsync()));
        await MustBeFinishedAsync(home);
    }

    [Fact]
    public async Task A_picture_that_cannot_be_uploaded_stays_at_home_and_is_published_by_the_next_run_without_being_drawn_again()
    {
        var painter = new CountingPainter();
        await using var home = await PublishedHome.StartAsync(Days);
        home.Hooks = new() { Around = ports => ports with { Painter = painter } };
        home.Pinata.Faults = Dead;
        var run = await home.RunAsync();
        var failed = (await home.Home.RowsAsync()).Values.Where(row => row.State == WindowState.Failed).ToList();
        Assert.Equal((ExitCode.SomeFailed, run.Tally.Failed), (CodeOf(run), failed.Count));
        Assert.All(failed, row => Assert.Matches("^pin: Pinata ", row.Error));
        Assert.Equal(failed.Select(row => home.Home.Names.FilePath(row.Sensor, row.Window)).Order(), (await PublishedState.ReadAsync(home)).Kept.Order());

        home.Calm();
        var drawn = painter.Count;
        Assert.Equal(ExitCode.Clean, CodeOf(await home.RunAsync()));
        Assert.Equal(drawn, painter.Count);
        await MustBeFinishedAsync(home);
    }

    [Fact]
    public async Task Keys_that_a_bulk_write_left_out_are_written_alone_in_the_same_run()
    {
        await using var home = await PublishedHome.StartAsync(Days, outageWait: TimeSpan.FromMinutes(30));
        home.Cloudflare.Faults = FaultScript.Always(new PartialFault(2));
        Assert.Equal(ExitCode.Clean, CodeOf(await home.RunAsync()));
        await MustBeFinishedAsync(home);
        var pairs = home.Cloudflare.Exchanges.Where(exchange => exchange.Call == ProviderCall.BulkPut).Select(exchange => int.Parse(exchange.About.Split(' ')[0], CultureInfo.InvariantCulture)).ToList();
        Assert.Contains(pairs, count => count > 1);
        Assert.All(pairs.Zip(pairs.Skip(1)).Where(pair => pair.First > 1), pair => Assert.Equal(pair.First / 2, pair.Second));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_replaced_cumulative_pictures_none_is_unpinned_that_another_key_names(bool hasOwnCids)
    {
        await using var home = await PublishedHome.StartAsync(Days);
        home.Home.Options = home.Home.Options with { RemoveReplaced = true };
        if (hasOwnCids) home.Pinata.Faults = FaultScript.Always(new WrongCidFault());
        await home.RunAsync();
        var state = await PublishedState.ReadAsync(home);
        Assert.Equal(state.Files.Select(file => file.Cid.Text).Order(), state.Index.Values.Select(value => IndexValue.TryParse(value)!.Cid.Text).Distinct().Order());
        Assert.Single(state.Index.Keys, key => key.StartsWith("temperature:cumulative:2", StringComparison.Ordinal));
        Assert.All(state.Rows, row => Assert.True(row.State is WindowState.Done or WindowState.Empty, $"{row.Key} is {row.State}: {row.Error}"));
        Assert.Contains(home.Pinata.Exchanges, exchange => exchange.Call == ProviderCall.DeleteFile);
    }

    [Fact]
    public async Task Pictures_stay_at_home_where_the_settings_say_so()
    {
        await using var home = await PublishedHome.StartAsync(Days, deletesLocalFiles: false);
        Assert.Equal(ExitCode.Clean, CodeOf(await home.RunAsync()));
        var state = await PublishedState.ReadAsync(home);
        Assert.Empty((string[])[.. state.Broken(home.Home.Names, deletes: false), .. state.Unfinished(home.Home.Names)]);
        Assert.Equal(RoadState.Wanted(home.Home, Days).Files.Keys.Order(), state.Kept.Order());
    }

    [Theory]
    [InlineData(413)]
    [InlineData(422)]
    public async Task A_picture_that_a_provider_will_not_have_fails_alone_and_stays_at_home(int status)
    {
        await using var home = await PublishedHome.StartAsync(Days);
        home.Pinata.Faults = FaultScript.Listed(null, null, new StatusFault(status)).On(ProviderCall.Upload);
        Assert.Equal(ExitCode.SomeFailed, CodeOf(await home.RunAsync()));
        var failed = (await home.Home.RowsAsync()).Values.Where(row => row.State is not (WindowState.Done or WindowState.Empty)).ToList();
        Assert.All(failed, row => Assert.Equal((WindowState.Failed, true), (row.State, row.Error!.Contains($"{status}", StringComparison.Ordinal))));
        Assert.Equal(failed.Select(row => home.Home.Names.FilePath(row.Sensor, row.Window)).Order(), (await PublishedState.ReadAsync(home)).Kept.Order());
        Assert.NotEmpty(failed);

        home.Calm();
        Assert.Equal(ExitCode.Clean, CodeOf(await home.RunAsync()));
        await MustBeFinishedAsync(home);
    }

    [Fact]
    public async Task A_bad_request_fails_its_picture_where_others_were_taken_and_ends_the_run_where_none_was()
    {
        await using var home = await PublishedHome.StartAsync(Days);
        home.Pinata.Faults = FaultScript.Always(new StatusFault(400)).On(ProviderCall.Upload);
        Assert.IsType<StoreRefusedException>((await home.RunAsync()).Report.Fatal?.Cause);

        home.Home.Options = home.Home.Options with { Limits = home.Home.Options.Limits with { Pin = new(1, 1) } };
        home.Pinata.Faults = FaultScript.Listed([.. new ScriptedFault?[home.Count(ProviderCall.Upload) + 2], new StatusFault(400)]).On(ProviderCall.Upload);
        Assert.Equal(ExitCode.SomeFailed, CodeOf(await home.RunAsync()));
        Assert.Single((await home.Home.RowsAsync()).Values, row => row.State == WindowState.Failed && row.Error!.StartsWith("pin: Pinata did not take", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_provider_that_says_no_ends_the_run_and_strikes_no_window()
    {
        await using var home = await PublishedHome.StartAsync(Days);
        home.Pinata.Faults = FaultScript.Always(new StatusFault(401));
        var run = await home.RunAsync();
        Assert.Contains("check PINATA_JWT", Assert.IsType<StoreRefusedException>(run.Report.Fatal?.Cause).Message, StringComparison.Ordinal);
        Assert.InRange(home.Pinata.Exchanges.Length, 1, 20);
        Assert.All((await home.Home.RowsAsync()).Values, row => Assert.Equal((0, null), (row.Attempts, row.Error)));

        home.Calm();
        Assert.Equal(ExitCode.Clean, CodeOf(await home.RunAsync()));
        await MustBeFinishedAsync(home);
    }

    private static async Task MustBeFinishedAsync(PublishedHome home)
    {
        var state = await PublishedState.ReadAsync(home);
        Assert.Empty((string[])[.. state.Broken(home.Home.Names, deletes: true), .. state.Unfinished(home.Home.Names), .. state.Wrong(RoadState.Wanted(home.Home, Days).Files, home.Home.Names)]);
    }

    private static ExitCode CodeOf(RoadRunResult run) => new RoadOutcome(run.Report, run.Tally, []).Code(default);

    private sealed class CountingPainter : IPainter
    {
        private readonly StripPainter _painter = new();
        private int _count;

        public int Count => _count;

        public PictureHead Paint(Strip strip, StripSize size, IBufferWriter<byte> png)
        {
            Interlocked.Increment(ref _count);
            return _painter.Paint(strip, size, png);
        }
    }
}
