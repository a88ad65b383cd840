using Microsoft.Playwright;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

[CollectionDefinition(nameof(GalleryOnDisk))]
public class GalleryReaders : ICollectionFixture<GalleryOnDisk>;

/// <summary>The sample's gallery, written from a real ledger, and a browser to read it with.</summary>
public sealed class GalleryOnDisk : IAsyncLifetime
{
    public static readonly LocalDate KeptDate = new(2025, 11, 2);

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("viz-gallery-");
    private Browser? _browser;

    public string Home => _home.FullName;

    internal string Address => new Uri(Path.Combine(Home, "gallery", "index.html")).AbsoluteUri;

    internal Task<Visit> OpenAsync(string hash = "", BrowserNewContextOptions? reader = null) => _browser!.OpenAsync(Address + hash, reader);

    /// <summary>A copy that lost all but its first two files.</summary>
    internal Task<Visit> OpenWithoutMonthsAsync()
    {
        var copy = Path.Combine(Home, "copy");
        Directory.CreateDirectory(copy);
        foreach (var name in new[] { "index.html", "overview.js" })
        {
            File.Copy(Path.Combine(Home, "gallery", name), Path.Combine(copy, name), overwrite: true);
        }

        return _browser!.OpenAsync(new Uri(Path.Combine(copy, "index.html")).AbsoluteUri);
    }

    public async ValueTask InitializeAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var ledger = SqliteLedger.Open(Path.Combine(Home, "ledger.db"));
        var sample = new SampleHome(ledger, Home);
        await sample.FillAsync(cancel);
        sample.Keep(SampleReadings.Temperature, KeptDate);
        await sample.Writer.WriteAsync("9 November 2025, 13:05 PST", touched: null, cancel);
        _browser = await Browser.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _home.Delete(recursive: true);
    }
}
