using System.Net;
using Microsoft.Playwright;
using VizPipeline.Host;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VizPipeline.Tests;

/// <summary>A door that is open to other machines, where reading needs a key.</summary>
public sealed class PageBehindAKey : IDisposable
{
    private const string Key = "a-key-of-the-tests-2";
    private readonly TempFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task The_page_asks_for_the_key_and_then_shows_everything()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var ledger = SqliteLedger.Open(_home["ledger.db"]);
        await new SampleHome(ledger, _home.Path).FillAsync(cancel);
        await using var door = await OpenDoorAsync(ledger, cancel);
        await using var browser = await Browser.StartAsync();
        await using var visit = await browser.OpenAsync(AddressOf(door));
        await Expect(visit["#connection"]).ToHaveTextAsync("Reading needs an API key");
        await Expect(visit["#key"]).ToBeFocusedAsync();
        await visit.Page.EvaluateAsync("""
            () => {
              window.released = new Set();
              const revoke = URL.revokeObjectURL;
              URL.revokeObjectURL = source => { window.released.add(source); revoke(source); };
            }
            """);
        await visit.Page.Keyboard.TypeAsync(Key);
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit[".sensor"]).ToHaveCountAsync(3);
        await Expect(visit["#connection"]).ToContainTextAsync("Only shows");
        await visit["[data-sensor=temperature] .cumulative img"].ScrollIntoViewIfNeededAsync();
        await Expect(visit["[data-sensor=temperature] .cumulative img"]).ToHaveJSPropertyAsync("naturalWidth", 1440);
        Assert.StartsWith("blob:", await visit["[data-sensor=temperature] .cumulative img"].GetAttributeAsync("src"), StringComparison.Ordinal);
        // The memory of a picture that is shown is given back.
        Assert.True(await visit["[data-sensor=temperature] .cumulative img"].EvaluateAsync<bool>("""
            async shown => {
              for (let frame = 0; frame < 600 && !window.released.has(shown.src); frame++) await new Promise(requestAnimationFrame);
              return window.released.has(shown.src);
            }
            """));
    }

    [Fact]
    public async Task A_key_that_is_typed_while_a_request_without_it_is_under_way_is_tried_at_once()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var ledger = SqliteLedger.Open(_home["ledger.db"]);
        await new SampleHome(ledger, _home.Path).FillAsync(cancel);
        await using var door = await OpenDoorAsync(ledger, cancel);
        await using var browser = await Browser.StartAsync();
        // No pause between two tries ever ends by itself.
        await using var visit = await browser.OpenStillAsync();
        var asked = new TaskCompletionSource<IRoute>();
        await visit.Page.RouteAsync("**/api/v1/gallery/overview", asked.SetResult, new() { Times = 1 });
        await visit.Page.GotoAsync(AddressOf(door));
        var held = await asked.Task.WaitAsync(cancel);
        await visit["#steering summary"].ClickAsync();
        await visit["#key"].FillAsync(Key);
        await visit["#key"].PressAsync("Enter");
        await Expect(visit["#key"]).ToHaveValueAsync("");
        await held.ContinueAsync();
        await Expect(visit[".sensor"]).ToHaveCountAsync(3);
        await Expect(visit["#connection"]).ToContainTextAsync("Only shows");
    }

    private Task<Door> OpenDoorAsync(SqliteLedger ledger, CancellationToken cancel) => Door.OpenAsync(
        new(IPAddress.Any, 0), new() { Keys = new([ApiKeys.HashOf(Key)]) }, SeenThroughDoor.ViewOf(ledger, _home.Path, SampleHome.Calendar, SampleHome.Sensors), cancel);

    private static string AddressOf(Door door) => $"http://127.0.0.1:{door.Address.Port}/";
}
