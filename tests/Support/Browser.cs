using System.Collections.Concurrent;
using Microsoft.Playwright;
using Xunit;

namespace VizPipeline.Tests.Support;

/// <summary>The system's own Chromium without a window. A test that needs it fails with the reason when it is not installed.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    // For what is expected of a page, Playwright waits five seconds otherwise: heavy tests may keep both cores for longer. For its steps it waits half a minute anyway.
    private const float Patience = 30_000;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Browser> StartAsync()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var program = folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        if (program is null) Assert.Fail("Chromium is not installed; the page is tested in the real browser (Debian: apt-get install chromium).");
        Assertions.SetDefaultExpectTimeout(Patience);
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = Flags }));
    }

    /// <summary>Opens a page as a reader of its own: nothing is shared with other visits.</summary>
    public async Task<Visit> OpenAsync(string address, BrowserNewContextOptions? reader = null)
    {
        var context = await _browser.NewContextAsync(reader ?? new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        var visit = new Visit(await context.NewPageAsync());
        await visit.Page.GotoAsync(address);
        return visit;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

/// <summary>One page under test, with all it asked for and all it complained about.</summary>
internal sealed class Visit : IAsyncDisposable
{
    public Visit(IPage page)
    {
        Page = page;
        page.Request += (_, request) => Requests.Add(request.Url);
        page.Console += (_, message) => Complaints.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => Complaints.Add(error);
    }

    public IPage Page { get; }

    public ConcurrentBag<string> Requests { get; } = [];

    public ConcurrentBag<string> Complaints { get; } = [];

    public ILocator this[string selector] => Page.Locator(selector);

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
