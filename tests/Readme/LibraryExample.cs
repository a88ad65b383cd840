using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>What docs/library.md shows, to the letter.</summary>
public static class LibraryExample
{
    public static async Task<int> PublishAlbumAsync(
        string folder, Uri uploads, Uri api, Uri kv, Func<string, string> setting, TextWriter log, CancellationToken cancel)
    {
        var pace = new ProviderPace(OutageWait: TimeSpan.FromMinutes(2), Concurrency: 8, Chance: Random.Shared.NextDouble);
        using var pinata = new PinataAccount(
            new Secret(setting("PINATA_JWT")), new PinataOptions(uploads, api, GroupId: null), requestsPerMinute: 60, pace);
        using var cloudflare = new CloudflareAccount(
            new Secret(setting("CLOUDFLARE_API_TOKEN")), new CloudflareOptions(kv, setting("CLOUDFLARE_ACCOUNT_ID"), setting("KV_NAMESPACE_ID")),
            requestsPer5Minutes: 1200, writesPerDay: null, pace, SystemClock.Instance);
        var publisher = new Publisher(pinata.Pins, cloudflare.Names, SystemClock.Instance);

        // One picture: here bytes, under a key, with a value of one's own.
        var cover = await publisher.PublishAsync(
            LoosePicture.OfBytes("cover.txt", "the best of 2025"u8.ToArray()) with { Key = "album:cover", Value = cid => $"ipfs://{cid}" }, cancel);
        await log.WriteLineAsync($"{cover.Picture.Name}  {cover.Cid}");

        // Many at once: each result comes when it is there.
        var pictures = Directory.GetFiles(folder, "*.png").Select(path =>
            LoosePicture.OfFile(path) with { Key = $"album:{Path.GetFileNameWithoutExtension(path)}", DeletesFile = true });
        var failed = 0;
        await foreach (var result in publisher.PublishAllAsync(pictures, concurrency: 8, cancel))
        {
            if (!result.IsWhole) failed++;
            await log.WriteLineAsync(result switch
            {
                { PinningError: { } cause } => $"{result.Picture.Name}: not pinned: {cause.Message}",
                { NamingError: { } cause } => $"{result.Picture.Name}: pinned as {result.Cid}, not named: {cause.Message}",
                _ => $"{result.Picture.Name}  {result.Cid}",
            });
        }

        return failed;
    }
}
