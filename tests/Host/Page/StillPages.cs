using VizPipeline.Tests.Support;

namespace VizPipeline.Tests;

/// <summary>Pages whose own time stands still: what they do now and then they do when a test lets their clock run, and not before.</summary>
internal static class StillPages
{
    private const string Installed = "2025-11-09T21:04:00Z", Stopped = "2025-11-09T21:05:00Z";

    public static async Task<Visit> OpenStillAsync(this Browser browser, string address)
    {
        var visit = await browser.OpenStillAsync();
        await visit.Page.GotoAsync(address);
        return visit;
    }

    /// <summary>An empty page, to be sent somewhere.</summary>
    public static async Task<Visit> OpenStillAsync(this Browser browser)
    {
        var visit = await browser.OpenAsync("about:blank");
        await visit.Page.Clock.InstallAsync(new() { TimeString = Installed });
        await visit.Page.Clock.PauseAtAsync(Stopped);
        return visit;
    }
}
