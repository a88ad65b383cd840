using VizPipeline.Stages;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Small pictures over HTTP, and how long they may be kept.</summary>
public sealed class PreviewsOverHttp
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_was_recorded_while_it_was_asked_for_is_not_kept_under_the_CID_of_the_one_before()
    {
        var others = new Dictionary<string, LedgerEntry>();
        await using var home = await DoorHome.OpenAsync(new(), (road, view) => view with { Home = () => new(new BusyLedger(road.Ledger, others), road.Index, road.Pins) });
        var entry = (await home.Home.Ledger.LatestAsync("temperature", WindowKind.Daily, Cancel))!;
        var path = $"/api/v1/gallery/previews/{entry.Key}?cid={entry.Cid}";
        using var calm = await home.GetAsync(path);
        Assert.Equal("max-age=31536000, private, immutable", calm.Headers.CacheControl?.ToString());

        others[entry.Key] = entry with { Cid = Cids.Of("another picture"u8.ToArray()) };
        using var busy = await home.GetAsync(path);
        Assert.Equal("the other", await busy.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("no-cache", busy.Headers.CacheControl?.ToString());
    }

    // Records another picture when the small one is asked for.
    private sealed class BusyLedger(SqliteLedger ledger, Dictionary<string, LedgerEntry> others) : LedgerAsIs(ledger)
    {
        public override async ValueTask<byte[]?> PreviewAsync(string key, CancellationToken cancel)
        {
            if (others.Remove(key, out var other)) await RecordAsync(other, "the other"u8.ToArray(), cancel);
            return await base.PreviewAsync(key, cancel);
        }
    }
}
