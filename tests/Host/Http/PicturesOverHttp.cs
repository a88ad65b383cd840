using System.Net;
using System.Net.Http.Headers;
using VizPipeline.Stages;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Pictures over HTTP: their bytes are what their tag says, kept or drawn again.</summary>
public sealed class PicturesOverHttp
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_entity_tag_is_the_CID_of_the_bytes()
    {
        await using var home = await DoorHome.OpenAsync();
        foreach (var kind in Enum.GetValues<WindowKind>())
        {
            var entry = await NewestAsync(home, kind);
            using var answer = await home.GetAsync(PathOf(entry));
            var bytes = await answer.Content.ReadAsByteArrayAsync(Cancel);
            Assert.Equal((entry.Cid, entry.Bytes, "image/png"), (Cids.Of(bytes), bytes.Length, answer.Content.Headers.ContentType?.MediaType));
            Assert.Equal(($"\"{entry.Cid}\"", false), (answer.Headers.ETag!.Tag, answer.Headers.ETag.IsWeak));
        }
    }

    [Fact]
    public async Task It_may_be_kept_for_ever_only_by_those_who_ask_for_it_by_its_CID()
    {
        await using var home = await DoorHome.OpenAsync();
        var entry = await NewestAsync(home, WindowKind.Daily);
        using var byName = await home.GetAsync(PathOf(entry));
        using var byCid = await home.GetAsync($"{PathOf(entry)}?cid={entry.Cid}");
        using var byWrong = await home.GetAsync($"{PathOf(entry)}?cid={(await NewestAsync(home, WindowKind.Hourly)).Cid}");
        Assert.Equal("no-cache", byName.Headers.CacheControl?.ToString());
        Assert.Equal("max-age=31536000, private, immutable", byCid.Headers.CacheControl?.ToString());
        Assert.Contains("another picture", await DoorHome.ProblemAsync(byWrong, HttpStatusCode.NotFound), StringComparison.Ordinal);
        Assert.Equal("no-store", byWrong.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Who_has_it_already_is_told_so_and_a_part_of_it_can_be_had()
    {
        await using var home = await DoorHome.OpenAsync();
        var entry = await NewestAsync(home, WindowKind.Daily);
        using var known = await home.GetAsync(PathOf(entry), ("If-None-Match", $"\"{entry.Cid}\""));
        using var whole = await home.GetAsync(PathOf(entry), ("If-None-Match", "\"other\""));
        using var part = await home.GetAsync(PathOf(entry), ("Range", "bytes=8-15"));
        using var beyond = await home.GetAsync(PathOf(entry), ("Range", "bytes=99999999-"));
        using var changed = await home.GetAsync(PathOf(entry), ("Range", "bytes=8-15"), ("If-Range", "\"other\""));
        Assert.Equal((HttpStatusCode.NotModified, 0), (known.StatusCode, (await known.Content.ReadAsByteArrayAsync(Cancel)).Length));
        Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
        Assert.Equal((HttpStatusCode.PartialContent, new ContentRangeHeaderValue(8, 15, entry.Bytes)), (part.StatusCode, part.Content.Headers.ContentRange));
        Assert.Equal((await whole.Content.ReadAsByteArrayAsync(Cancel))[8..16], await part.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    [Theory]
    [InlineData(WindowKind.Daily)]
    [InlineData(WindowKind.Hourly)]
    [InlineData(WindowKind.Cumulative)]
    public async Task One_that_is_gone_or_was_changed_is_drawn_again_to_the_same_bytes(WindowKind kind)
    {
        await using var home = await DoorHome.OpenAsync();
        var entry = await NewestAsync(home, kind);
        await home.Home.Pins.UnpinAsync(entry.PinId!, Cancel);
        await AssertItselfAsync(home, entry);

        var file = home.Home.PathOf($"pictures/{entry.PinId}");
        await File.WriteAllTextAsync(file, "something else", Cancel);
        await AssertItselfAsync(home, entry);
    }

    [Fact]
    public async Task Readings_that_changed_since_give_another_picture_under_its_own_tag_and_never_under_the_recorded_one()
    {
        await using var home = await DoorHome.OpenAsync();
        var entry = await NewestAsync(home, WindowKind.Daily);
        await home.Home.Pins.UnpinAsync(entry.PinId!, Cancel);
        home.Home.Add(new SensorReading(History.Temperature, new(entry.Window.Start, -40)));
        using var answer = await home.GetAsync(PathOf(entry));
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancel);
        Assert.NotEqual(entry.Cid, Cids.Of(bytes));
        Assert.Equal($"\"{Cids.Of(bytes)}\"", answer.Headers.ETag!.Tag);
        using var recorded = await home.GetAsync($"{PathOf(entry)}?cid={entry.Cid}");
        await DoorHome.ProblemAsync(recorded, HttpStatusCode.NotFound);

        // It is not drawn again for each who asks; a window that nobody asked for is.
        var hour = await NewestAsync(home, WindowKind.Hourly);
        await home.Home.Pins.UnpinAsync(hour.PinId!, Cancel);
        home.Home.Forget(home.Home.Calendar.DayOf(entry.Window.Start).Date);
        using var again = await home.GetAsync(PathOf(entry));
        Assert.Equal(bytes, await again.Content.ReadAsByteArrayAsync(Cancel));
        using var none = await home.GetAsync(PathOf(hour));
        Assert.Contains("not kept", await DoorHome.ProblemAsync(none, HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_width_is_the_same_picture_with_other_pixels_a_minute()
    {
        await using var home = await DoorHome.OpenAsync();
        var entry = await NewestAsync(home, WindowKind.Daily);
        using var twice = await home.GetAsync($"{PathOf(entry)}?w=2880&cid={entry.Cid}");
        using var again = await home.GetAsync($"{PathOf(entry)}?w=2880");
        var bytes = await twice.Content.ReadAsByteArrayAsync(Cancel);
        Assert.Equal(2880, (bytes[18] << 8) | bytes[19]);
        Assert.Equal($"\"{Cids.Of(bytes)}\"", twice.Headers.ETag!.Tag);
        Assert.Equal(twice.Headers.ETag, again.Headers.ETag);
        Assert.Contains("immutable", twice.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        using var odd = await home.GetAsync($"{PathOf(entry)}?w=600");
        using var webp = await home.GetAsync($"{PathOf(entry)}?format=webp");
        Assert.Contains("1440, 2880", await DoorHome.ProblemAsync(odd, HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("must be png", await DoorHome.ProblemAsync(webp, HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_window_without_a_picture_says_what_it_is()
    {
        await using var home = await DoorHome.OpenAsync();
        var entry = await NewestAsync(home, WindowKind.Daily);
        await home.Home.Ledger.RecordAsync(entry with { State = WindowState.Failed, Cid = null, PinId = null }, preview: null, Cancel);
        using var answer = await home.GetAsync(PathOf(entry));
        Assert.Contains("it is failed", await DoorHome.ProblemAsync(answer, HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    private static async Task AssertItselfAsync(DoorHome home, LedgerEntry entry)
    {
        using var answer = await home.GetAsync($"{PathOf(entry)}?cid={entry.Cid}");
        Assert.Equal(entry.Cid, Cids.Of(await answer.Content.ReadAsByteArrayAsync(Cancel)));
        Assert.Equal($"\"{entry.Cid}\"", answer.Headers.ETag!.Tag);
    }

    private static string PathOf(LedgerEntry entry) => $"/api/v1/pictures/{entry.Key}";

    private static async Task<LedgerEntry> NewestAsync(DoorHome home, WindowKind kind) => (await home.Home.Ledger.LatestAsync("temperature", kind, Cancel))!;
}
