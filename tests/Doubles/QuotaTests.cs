using System.Globalization;
using System.Net;
using VizPipeline.Doubles;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The quotas and penalties of both doubles, on a clock that the test moves.</summary>
public class QuotaTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pinata_lets_in_so_many_a_minute_and_says_when_to_come_back()
    {
        var time = new SteppedTime();
        await using var pinata = await PinataDouble.StartAsync(new() { Time = time, RequestsPerMinute = 3 }, Cancel);
        using var client = new PinataClient(pinata.Address);
        await client.UploadAsync("1");
        time.Advance(TimeSpan.FromSeconds(20));
        await client.UploadAsync("2");
        await client.GetAsync("v3/files/public");

        var refused = await client.UploadAsync("3");
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(40)), (refused.StatusCode, refused.Headers.RetryAfter!.Delta));
        time.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(HttpStatusCode.OK, (await client.UploadAsync("3")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.UploadAsync("4")).StatusCode);
        Assert.Equal((3, 2), (pinata.Files.Length, pinata.Exchanges.Count(exchange => exchange.Refusal == Refusal.Quota)));
    }

    [Fact]
    public async Task Retry_After_may_be_missing()
    {
        await using var pinata = await PinataDouble.StartAsync(new() { Time = new SteppedTime(), RequestsPerMinute = 0, SaysRetryAfter = false }, Cancel);
        using var client = new PinataClient(pinata.Address);
        Assert.Null((await client.UploadAsync("1")).Headers.RetryAfter);
    }

    [Fact]
    public async Task Strangers_cost_no_quota()
    {
        await using var pinata = await PinataDouble.StartAsync(new() { RequestsPerMinute = 1 }, Cancel);
        using var stranger = new PinataClient(pinata.Address, "another");
        using var client = new PinataClient(pinata.Address);
        for (var i = 0; i < 3; i++) await stranger.UploadAsync("x");
        Assert.Equal(HttpStatusCode.OK, (await client.UploadAsync("x")).StatusCode);
    }

    [Fact]
    public async Task Cloudflare_shuts_everything_out_for_five_minutes_whatever_is_asked_meanwhile()
    {
        var time = new SteppedTime();
        await using var cloudflare = await CloudflareDouble.StartAsync(new() { Time = time, RequestsPerFiveMinutes = 2 }, Cancel);
        using var client = new KvClient(cloudflare.Address);
        await client.PutAsync("a", "1");
        time.Advance(TimeSpan.FromMinutes(4));
        await client.GetAsync("a");
        var refused = await client.GetAsync("a");
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromMinutes(5)), (refused.StatusCode, refused.Headers.RetryAfter!.Delta));

        time.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.PutAsync("b", "1")).StatusCode);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("a")).StatusCode);
        Assert.DoesNotContain("b", cloudflare.Values.Keys);
    }

    [Fact]
    public async Task A_bulk_call_is_one_request()
    {
        await using var cloudflare = await CloudflareDouble.StartAsync(new() { RequestsPerFiveMinutes = 1 }, Cancel);
        using var client = new KvClient(cloudflare.Address);
        await client.BulkPutAsync(Enumerable.Range(0, 5000).Select(i => (i.ToString(CultureInfo.InvariantCulture), "x")));
        Assert.Equal(5000, cloudflare.Values.Count);
    }

    [Fact]
    public async Task A_key_takes_one_write_a_second()
    {
        var time = new SteppedTime();
        await using var cloudflare = await CloudflareDouble.StartAsync(new() { Time = time }, Cancel);
        using var client = new KvClient(cloudflare.Address);
        await client.PutAsync("a", "1");
        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.PutAsync("a", "2")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.DeleteAsync("a")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.PutAsync("b", "2")).StatusCode);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(HttpStatusCode.OK, (await client.PutAsync("a", "3")).StatusCode);
        Assert.Equal(("3", 2), (cloudflare.Values["a"], cloudflare.Exchanges.Count(exchange => exchange.Refusal == Refusal.KeyRate)));
    }

    [Fact]
    public async Task A_day_of_UTC_takes_so_many_writes_and_each_pair_is_one()
    {
        var time = new SteppedTime();
        await using var cloudflare = await CloudflareDouble.StartAsync(new() { Time = time, WritesPerDay = 3 }, Cancel);
        using var client = new KvClient(cloudflare.Address);
        Assert.Equal(HttpStatusCode.OK, (await client.BulkPutAsync(("a", "1"), ("b", "1"))).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.BulkPutAsync(("c", "1"), ("d", "1"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.PutAsync("c", "1")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.PutAsync("d", "1")).StatusCode);
        Assert.Equal(["a", "b", "c"], cloudflare.Values.Keys);

        // The clock begins at noon.
        time.Advance(TimeSpan.FromHours(12));
        Assert.Equal(HttpStatusCode.OK, (await client.PutAsync("d", "1")).StatusCode);
        Assert.Equal(2, cloudflare.Exchanges.Count(exchange => exchange.Refusal == Refusal.WritesPerDay));
    }

    [Fact]
    public async Task Latency_passes_on_the_doubles_own_clock()
    {
        var time = new SteppedTime();
        await using var pinata = await PinataDouble.StartAsync(new() { Time = time, Latency = TimeSpan.FromMilliseconds(200) }, Cancel);
        using var client = new PinataClient(pinata.Address);
        await client.UploadAsync("x");
        Assert.Equal(TimeSpan.FromMilliseconds(200), time.Passed);
    }
}
