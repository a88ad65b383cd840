using System.Net;
using Microsoft.Playwright;
using NodaTime;
using VizPipeline.Host;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VizPipeline.Tests;

/// <summary>What the page makes of what it is told.</summary>
public sealed class PageHears : IAsyncLifetime
{
    private const string Key = "a-key-of-the-tests-3", Failed = "temperature:daily:2025-11-05";

    private readonly TempFolder _home = new();
    private readonly SpokenDesk _desk = new();
    private readonly SqliteLedger _ledger;
    private Door? _door;
    private Browser? _browser;

    public PageHears() => _ledger = SqliteLedger.Open(_home["ledger.db"]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await new SampleHome(_ledger, _home.Path).FillAsync(Cancel);
        var view = SeenThroughDoor.ViewOf(_ledger, _home.Path, SampleHome.Calendar, SampleHome.Sensors) with { Desk = _desk };
        _door = await Door.OpenAsync(new(IPAddress.Loopback, 0), new() { Keys = new([ApiKeys.HashOf(Key)]) }, view, Cancel);
        _browser = await Browser.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        if (_door is not null) await _door.DisposeAsync();
        await _ledger.DisposeAsync();
        _home.Dispose();
    }

    [Fact]
    public async Task A_picture_swaps_in_where_it_belongs_and_the_focus_stays()
    {
        await using var visit = await OpenAsync();
        await visit["#day-2025-11-09"].FocusAsync();
        var entry = await DrawAsync("temperature", new(2025, 11, 9));
        _desk.Tell(new PictureShown(SpokenDesk.Now, entry));
        await Expect(visit["#day-2025-11-09"]).ToHaveAttributeAsync("data-state", "done");
        await Expect(visit["#day-2025-11-09 .word"]).ToHaveTextAsync("1 \u2013 2");
        await Expect(visit["[data-sensor=temperature] figure.daily .when"]).ToContainTextAsync("Sunday, 9 November 2025");
        await Expect(visit["[data-sensor=temperature] figure.daily img"]).ToHaveAttributeAsync("alt", "temperature, Sunday, 9 November 2025: 1\u00a0°C to 2\u00a0°C, 1,440\u00a0readings");
        await Expect(visit["[data-sensor=temperature] figure.fresh"]).ToHaveCountAsync(1);
        await Expect(visit["#day-2025-11-09"]).ToBeFocusedAsync();
    }

    [Fact]
    public async Task What_was_missed_is_looked_for()
    {
        await using var visit = await OpenAsync();
        await visit["#day-2025-11-09"].ClickAsync();
        await Expect(visit["#shown .state"]).ToContainTextAsync("planned");
        await DrawAsync("temperature", new(2025, 11, 9));
        _desk.Tell(new EventsMissed(SpokenDesk.Now));
        await Expect(visit["#shown img"]).ToHaveCountAsync(1);
        await Expect(visit["#day-2025-11-09"]).ToHaveAttributeAsync("data-state", "done");
    }

    [Fact]
    public async Task What_happened_before_the_page_listened_again_is_looked_for()
    {
        await using var visit = await OpenAsync();
        var asked = new TaskCompletionSource<IRoute>();
        await visit.Page.RouteAsync("**/api/v1/events", asked.SetResult);
        _desk.HangUp();
        var held = await asked.Task.WaitAsync(Cancel);
        await DrawAsync("temperature", new(2025, 11, 9));
        await held.ContinueAsync();
        await Expect(visit["#day-2025-11-09"]).ToHaveAttributeAsync("data-state", "done");
        await Expect(visit["#day-2025-11-09 .word"]).ToHaveTextAsync("1 \u2013 2");
    }

    [Fact]
    public async Task A_page_that_nobody_sees_holds_no_connection_and_looks_at_everything_once_it_is_seen_again()
    {
        await using var visit = await OpenAsync();
        await ShowAsync(visit, isHidden: true);
        await _desk.Left.WaitAsync(Viz.Patience, Cancel);
        await DrawAsync("temperature", new(2025, 11, 9));
        await visit.Page.RunAndWaitForResponseAsync(() => ShowAsync(visit, isHidden: false), "**/api/v1/events");
        await Expect(visit["#day-2025-11-09"]).ToHaveAttributeAsync("data-state", "done");
        _desk.Tell(new StateMoved(SpokenDesk.Now, _desk.State with { Working = "hour 12:00" }));
        await Expect(visit["#state"]).ToContainTextAsync("DoingHour 12:00");
        await Expect(visit["#connection"]).ToHaveTextAsync("Live");
        Assert.Equal(2, Listened(visit));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_page_that_is_opened_where_nobody_sees_it_shows_what_there_is_and_listens_once_it_is_seen()
    {
        await using var visit = await _browser!.OpenAsync("about:blank");
        await visit.Page.AddInitScriptAsync("Object.defineProperty(document, 'hidden', { value: true, configurable: true })");
        await visit.Page.GotoAsync(Address);
        await Expect(visit["#day-2025-11-04 .trouble"]).ToHaveCountAsync(1);
        Assert.Equal(0, Listened(visit));
        await visit.Page.RunAndWaitForResponseAsync(() => ShowAsync(visit, isHidden: false), "**/api/v1/events");
        await Expect(visit["#state"]).ToContainTextAsync("Caught up");
        Assert.Equal(1, Listened(visit));
    }

    [Fact]
    public async Task Many_pictures_are_announced_in_one_sentence()
    {
        await using var visit = await OpenedAsync(await _browser!.OpenStillAsync(Address));
        var entry = await DrawAsync("pressure", new(2025, 11, 9));
        for (var picture = 0; picture < 30; picture++) _desk.Tell(new PictureShown(SpokenDesk.Now, entry));
        // It comes after them: who shows it has heard of all of them.
        _desk.Tell(new StateMoved(SpokenDesk.Now, _desk.State with { Backlog = 1234 }));
        await Expect(visit["#state"]).ToContainTextAsync("Backlog1,234\u00a0windows");
        await Expect(visit["#news"]).ToBeEmptyAsync();
        await visit.Page.Clock.RunForAsync(15_000);
        await Expect(visit["#news"]).ToHaveTextAsync("30\u00a0new pictures, the last of pressure, 2025-11-09");
        await Expect(visit["#news"]).ToHaveAttributeAsync("role", "status");
    }

    [Fact]
    public async Task A_retry_that_fails_again_says_why()
    {
        await using var visit = await OpenAsync();
        await visit["#steering summary"].ClickAsync();
        await visit["#key"].FillAsync(Key);
        await visit["#key"].PressAsync("Enter");
        await visit[$"[id='retry-{Failed}']"].ClickAsync();
        await Expect(visit[$"[data-said='{Failed}']"]).ToHaveTextAsync("It is in line.");
        Assert.Equal([Failed], _desk.Redrawn);
        _desk.Tell(new VizPipeline.Host.PictureFailed(SpokenDesk.Now, (await _ledger.FindAsync(Failed, Cancel))!, "pin: still away"));
        await Expect(visit[$"[data-said='{Failed}']"]).ToHaveTextAsync("It failed again: pin: still away");
    }

    [Fact]
    public async Task What_does_not_answer_is_shown_for_as_long_as_it_does_not()
    {
        await using var visit = await OpenAsync();
        await Expect(visit["#state"]).ToContainTextAsync("Next9 Nov, 14:02");
        _desk.Tell(new StateMoved(SpokenDesk.Now, _desk.State with { Dependencies = [new("readings", IsUp: false, "no route to db.example", SpokenDesk.Now, SpokenDesk.Now + Duration.FromMinutes(1))] }));
        await Expect(visit["#troubles li"]).ToHaveTextAsync("Readings has not answered since 9 Nov, 13:05: no route to db.example. It is asked again on 9 Nov, 13:06.");
        _desk.Tell(new StateMoved(SpokenDesk.Now, _desk.State with { Working = "hour 12:00", PerMinute = 42, Backlog = 1234 }));
        await Expect(visit["#troubles li"]).ToHaveCountAsync(0);
        await Expect(visit["#state"]).ToContainTextAsync("DoingHour 12:00In the last minute42\u00a0picturesBacklog1,234\u00a0windows");
    }

    [Fact]
    public async Task A_backfill_goes_on_under_the_focus_and_hands_it_on_when_it_ends()
    {
        await using var visit = await OpenAsync();
        var progress = new BackfillProgress(9, BackfillState.Running, 200, new(40, 2, 0, 0, 1, 157), 1, SpokenDesk.Now, Finished: null, LastLine: null);
        _desk.Tell(new BackfillMoved(SpokenDesk.Now, progress));
        await Expect(visit["#backfill-9 .facts"]).ToHaveTextAsync("43 of 200\u00a0windows: 40 done, 2 empty, 1 failed");
        await visit["#backfill-9 button"].FocusAsync();
        _desk.Tell(new BackfillMoved(SpokenDesk.Now, progress with { Counts = new(150, 2, 0, 0, 1, 47) }));
        await Expect(visit["#backfill-9 progress"]).ToHaveJSPropertyAsync("value", 153);
        await Expect(visit["#backfill-9 button"]).ToBeFocusedAsync();
        _desk.Tell(new BackfillMoved(SpokenDesk.Now, progress with { State = BackfillState.SomeFailed, Counts = new(197, 2, 0, 0, 1, 0), LastLine = "197 pictures, 1 failed" }));
        await Expect(visit["#backfill-9"]).ToBeFocusedAsync();
        await Expect(visit["#backfill-9 button"]).ToBeHiddenAsync();
        await Expect(visit["#news"]).ToHaveTextAsync("Backfill 9 has ended, with failures");
    }

    private string Address => $"{_door!.Address}#temperature/2025-11";

    private async Task<Visit> OpenAsync() => await OpenedAsync(await _browser!.OpenAsync(Address));

    private static async Task<Visit> OpenedAsync(Visit visit)
    {
        await Expect(visit["#state"]).ToContainTextAsync("Caught up");
        await Expect(visit["#day-2025-11-04 .trouble"]).ToHaveCountAsync(1);
        return visit;
    }

    private static Task ShowAsync(Visit visit, bool isHidden) => visit.Page.EvaluateAsync(
        "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true }); document.dispatchEvent(new Event('visibilitychange')); }", isHidden);

    private static int Listened(Visit visit) => visit.Requests.Count(address => address.EndsWith("/api/v1/events", StringComparison.Ordinal));

    private async Task<LedgerEntry> DrawAsync(string sensor, LocalDate date)
    {
        var planned = await _ledger.FindAsync(SampleHome.Names.Key(sensor, SampleHome.Daily(date)), Cancel);
        var done = planned! with { State = WindowState.Done, Cid = SampleHome.CidOf(planned.Window), Bytes = 40_000, DataPoints = 1440, Min = 1, Max = 2 };
        var row = SampleReadings.Of(SampleReadings.Temperature, SampleHome.Calendar.DayOn(date)!);
        await _ledger.RecordAsync(done, SampleHome.Paint([row], SampleReadings.Temperature), Cancel);
        return done;
    }
}
