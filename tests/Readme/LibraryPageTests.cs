using VizPipeline.Doubles;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What docs/library.md shows compiles, because it is <see cref="LibraryExample"/>, and does what it says.</summary>
public class LibraryPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void The_page_shows_the_example_to_the_letter()
    {
        var shown = ReadmeCommand.FilesIn(File.ReadAllText(Checkout.File("docs/library.md")))["album.cs"];
        var compiled = File.ReadAllLines(Checkout.File("tests/Readme/LibraryExample.cs"));
        var usings = compiled.Where(line => line.StartsWith("using ", StringComparison.Ordinal));
        var body = compiled.SkipWhile(line => line != "{").Skip(1).SkipLast(1).Select(line => line.Length == 0 ? "" : line[4..]);
        Assert.Equal(string.Join('\n', [.. usings, "", .. body]) + "\n", shown);
    }

    [Fact]
    public async Task The_example_publishes_an_album()
    {
        using var folder = new TempFolder();
        foreach (var name in (string[])["dawn", "noon", "dusk"]) folder.Write($"{name}.png", name == "dusk" ? "dawn" : name);
        await using var pinata = await PinataDouble.StartAsync(new(), Cancel);
        await using var cloudflare = await CloudflareDouble.StartAsync(new(), Cancel);
        var settings = new Dictionary<string, string>
        {
            ["PINATA_JWT"] = "rehearsal-pinata",
            ["CLOUDFLARE_API_TOKEN"] = "rehearsal-cloudflare",
            ["CLOUDFLARE_ACCOUNT_ID"] = "rehearsal-account",
            ["KV_NAMESPACE_ID"] = "rehearsal-namespace",
        };
        using var log = new StringWriter();
        Assert.Equal(0, await LibraryExample.PublishAlbumAsync(folder.Path, pinata.Address, pinata.Address, cloudflare.Address, name => settings[name], log, Cancel));

        Assert.Equal(3, pinata.Files.Select(file => file.Cid).Distinct().Count());
        Assert.Equal(3, pinata.Files.Length);
        Assert.Equal(["album:cover", "album:dawn", "album:dusk", "album:noon"], cloudflare.Values.Keys);
        Assert.Equal($"ipfs://{Cids.Of("the best of 2025"u8)}", cloudflare.Values["album:cover"]);
        Assert.Contains($"noon.png  {Cids.Of("noon"u8)}", log.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
