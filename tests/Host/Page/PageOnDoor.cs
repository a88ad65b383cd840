using Microsoft.Playwright;
using VizPipeline.Host;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

[CollectionDefinition(nameof(PageOnDoor))]
public class PageReaders : ICollectionFixture<PageOnDoor>;

/// <summary>The sample autumn seen through a door behind which no service runs, and a browser to read it with.</summary>
public sealed class PageOnDoor : IAsyncLifetime
{
    private readonly TempFolder _home = new();
    private SqliteLedger? _ledger;
    private Door? _door;
    private Browser? _browser;

    internal Uri Address => _door!.Address;

    internal Task<Visit> OpenAsync(string hash = "", BrowserNewContextOptions? reader = null) => _browser!.OpenAsync($"{Address}{hash}", reader);

    /// <summary>For who counts requests: it looks at nothing again by itself.</summary>
    internal Task<Visit> OpenStillAsync() => _browser!.OpenStillAsync($"{Address}");

    public async ValueTask InitializeAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        _ledger = SqliteLedger.Open(_home["ledger.db"]);
        await new SampleHome(_ledger, _home.Path).FillAsync(cancel);
        _door = await SeenThroughDoor.OpenAsync(_ledger, _home.Path, SampleHome.Calendar, SampleHome.Sensors, cancel);
        _browser = await Browser.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        if (_door is not null) await _door.DisposeAsync();
        if (_ledger is not null) await _ledger.DisposeAsync();
        _home.Dispose();
    }
}
