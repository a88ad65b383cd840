using VizPipeline.Stages;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What of a run comes into the outbox.</summary>
public sealed class AnnouncementTests : IAsyncDisposable
{
    private static readonly History Days = History.Made(new(2025, 6, 10), days: 2, everyMinutes: 45);

    private readonly ScratchHome _folder = new();
    private readonly RoadHome _home = new(Days);
    private readonly Outbox _outbox;

    public AnnouncementTests() => _outbox = Outbox.Open(_folder["outbox.db"]);

    private IEnumerable<OutboxEvent> Events => _outbox.Next(0, 100_000).Select(item => item.Event);

    private IEnumerable<string> Published => Events.OfType<PicturePublished>().Select(published => $"{published.Window.Key} {published.Cid}").Order(StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await _home.DisposeAsync();
        await _outbox.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Every_published_picture_is_told_once_also_when_everything_is_looked_at_again()
    {
        _home.Around = ports => ports with { Outbox = _outbox };
        await _home.RunAsync();
        var done = await DoneAsync();
        Assert.NotEmpty(done);
        Assert.Equal(done, Published);
        Assert.Equal(done.Count, Events.Count());
        await _home.RunAsync(choice => choice with { Resume = false });
        Assert.Equal(done.Count, Events.Count());
    }

    [Fact]
    public async Task A_window_that_fails_is_told_with_its_reason_and_is_told_again_when_it_is_published()
    {
        _home.Around = ports => ports with { Outbox = _outbox, Pins = new FaultyPins(_home.Pins, path => path.Contains("_2", StringComparison.Ordinal) ? new StoreUnavailableException("the store is away") : null) };
        await _home.RunAsync();
        var failed = (await _home.RowsAsync()).Values.Where(row => row.State == WindowState.Failed).Select(row => row.Key).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(failed);
        Assert.Equal(failed, Events.OfType<WindowFailed>().Select(told => told.Window.Key).Order(StringComparer.Ordinal));
        Assert.All(Events.OfType<WindowFailed>(), told => Assert.Equal("pin: the store is away", told.Reason));

        _home.Around = ports => ports with { Outbox = _outbox };
        await _home.RunAsync();
        Assert.Equal(await DoneAsync(), Published);
    }

    // Between the outbox and the ledger lies the only place where a crash could lose or double one.
    [Fact]
    public async Task A_run_that_ends_before_the_ledger_knows_is_told_once_in_all()
    {
        _home.Around = ports => ports with { Outbox = _outbox };
        await _home.RunAsync();
        var told = Events.Count();
        await using (var forgetful = new RoadHome(Days))
        {
            forgetful.Around = _home.Around;
            await forgetful.RunAsync();
        }

        Assert.Equal(told, Events.Count());
    }

    private async Task<List<string>> DoneAsync() =>
        [.. (await _home.RowsAsync()).Values.Where(row => row.State == WindowState.Done).Select(row => $"{row.Key} {row.Cid}").Order(StringComparer.Ordinal)];
}
