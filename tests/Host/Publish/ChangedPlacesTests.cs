using NodaTime;
using VizPipeline.Host;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class ChangedPlacesTests
{
    private static readonly Instant Start = Instant.FromUtc(2025, 6, 1, 7, 0);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_that_was_noticed_and_not_followed_to_its_end_is_noticed_again()
    {
        using var folder = new TempFolder();
        await using var uploads = Uploads.Open(folder["uploads.db"]);
        await using var ledger = SqliteLedger.Open(folder["ledger.db"]);
        var waiting = new LedgerEntry
        {
            Key = "temperature:daily:2025-06-01",
            Sensor = "temperature",
            Window = new(WindowKind.Daily, Start, Start + Duration.FromDays(1)),
            State = WindowState.Pinned,
            PinId = "row 1",
        };
        await ledger.RecordAsync(waiting, preview: null, Cancel);
        var notes = new List<string>();
        await FollowAsync("one", ledger);
        Assert.Empty(notes);

        await Assert.ThrowsAsync<InvalidOperationException>(() => FollowAsync("another", SqliteLedger.OpenToRead(folder["ledger.db"])!));
        Assert.Equal(WindowState.Pinned, (await ledger.FindAsync(waiting.Key, Cancel))!.State);
        await FollowAsync("another", ledger);
        Assert.Single(notes);
        Assert.Equal((WindowState.Pinning, null), ((await ledger.FindAsync(waiting.Key, Cancel))!.State, (await ledger.FindAsync(waiting.Key, Cancel))!.PinId));
        await FollowAsync("another", ledger);
        Assert.Single(notes);

        Task FollowAsync(string token, ILedger into) => new ChangedPlaces(
            new(
                new(new Secret(token), new(new("http://uploads.example"), new("http://api.example"), null), 60),
                new(new Secret("t"), new(new("http://kv.example"), "a", "n"), 1200, null), Duration.Zero, true, ""),
            uploads, into, SystemClock.Instance, notes.Add).FollowAsync();
    }
}
