using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class CloudflareNamesTests
{
    private const string Done = """{"success":true,"errors":[],"messages":[],"result":null}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gas:daily:latest", "gas%3Adaily%3Alatest")]
    [InlineData("a/../b", "a%2F..%2Fb")]
    [InlineData("50% ü?#", "50%25%20%C3%BC%3F%23")]
    [InlineData("%2e%2e", "%252e%252e")]
    public async Task Keys_are_percent_encoded(string key, string encoded)
    {
        await using var server = await SmallServer.StartAsync(200, Done);
        await Names(server).PutAsync(key, "{\"a\":1}", Cancel);
        var seen = server.Seen.Single();
        Assert.Equal(("PUT", $"/client/v4/accounts/acc/storage/kv/namespaces/nsp/values/{encoded}", "{\"a\":1}"), (seen.Method, seen.Target, seen.Text));
    }

    [Theory]
    [InlineData("""{"success":false,"errors":[{"code":10009,"message":"get: 'key not found'"}]}""")]
    [InlineData("")]
    [InlineData("<html>")]
    public async Task A_key_that_is_missing_has_no_value(string body)
    {
        await using var server = await SmallServer.StartAsync(404, body);
        Assert.Null(await Names(server).FindAsync("a", Cancel));
        await Names(server).DeleteAsync("a", Cancel);
    }

    [Theory]
    [InlineData(10013, "namespace not found")]
    [InlineData(7003, "Could not route to /accounts/x, perhaps your object identifier is invalid?")]
    public async Task A_namespace_that_is_missing_is_a_wrong_setting_and_no_missing_key(int code, string message)
    {
        await using var server = await SmallServer.StartAsync(404, $$$"""{"success":false,"errors":[{"code":{{{code}}},"message":"{{{message}}}"}]}""");
        var fault = await Assert.ThrowsAsync<StoreRefusedException>(() => Names(server).FindAsync("a", Cancel).AsTask());
        Assert.EndsWith("check CLOUDFLARE_ACCOUNT_ID and KV_NAMESPACE_ID", fault.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreRefusedException>(() => Names(server).DeleteAsync("a", Cancel).AsTask());
    }

    [Fact]
    public async Task A_value_is_what_was_put_byte_for_byte()
    {
        await using var server = await SmallServer.StartAsync(200, "{\"success\":false} \u00fc");
        Assert.Equal("{\"success\":false} \u00fc", await Names(server).FindAsync("a", Cancel));
    }

    [Theory]
    [InlineData("""{"success":false,"errors":[{"code":1,"message":"no"}]}""")]
    [InlineData("<html>")]
    [InlineData("[]")]
    public async Task A_success_that_does_not_say_so_is_none(string body)
    {
        await using var server = await SmallServer.StartAsync(200, body);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Names(server).PutAsync("a", "1", Cancel).AsTask());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Names(server).PutAllAsync([new("a", "1")], Cancel).AsTask());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Names(server).FindAllAsync(["a"], Cancel).AsTask());
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await Names(server).ListAsync("", Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Many_pairs_go_in_requests_of_at_most_five_thousand_and_no_key_twice()
    {
        await using var server = await SmallServer.StartAsync(200, Done);
        await Names(server).PutAllAsync([.. Pairs(12_000), new("k7", "newest")], Cancel);
        var sent = server.Seen.Select(Sent).ToList();
        Assert.Equal([5000, 5000, 2000], sent.Select(pairs => pairs.Count));
        Assert.Equal(12_000, sent.SelectMany(pairs => pairs.Keys).Distinct().Count());
        Assert.Equal("newest", sent[0]["k7"]);
        await Names(server).PutAllAsync([], Cancel);
        Assert.Equal(3, server.Seen.Count);
    }

    [Fact]
    public async Task Large_values_go_in_requests_that_the_provider_takes()
    {
        await using var server = await SmallServer.StartAsync(200, Done);
        var large = new string('x', 12 << 20);
        await Names(server).PutAllAsync([new("a", large), new("b", large), new("c", large)], Cancel);
        Assert.Equal([2, 1], server.Seen.Select(seen => Sent(seen).Count));
    }

    [Fact]
    public async Task Keys_that_were_left_out_are_reported_and_the_next_piece_is_sent_all_the_same()
    {
        await using var server = await SmallServer.StartAsync(async (context, seen) => await context.Response.WriteAsync(
            Sent(seen).ContainsKey("k3") ? """{"success":true,"result":{"successful_key_count":4998,"unsuccessful_keys":["k3","k4"]}}""" : Done, Cancel));
        var fault = await Assert.ThrowsAsync<NamesUnwrittenException>(() => Names(server).PutAllAsync(Pairs(6000), Cancel).AsTask());
        Assert.Equal(["k3", "k4"], fault.Keys);
        Assert.Equal(2, server.Seen.Count);
    }

    [Fact]
    public async Task A_count_that_is_too_small_means_that_any_may_be_missing()
    {
        await using var server = await SmallServer.StartAsync(200, """{"success":true,"result":{"successful_key_count":1,"unsuccessful_keys":[]}}""");
        var fault = await Assert.ThrowsAsync<NamesUnwrittenException>(() => Names(server).PutAllAsync(Pairs(2), Cancel).AsTask());
        Assert.Equal(["k0", "k1"], fault.Keys);
    }

    [Fact]
    public async Task A_bulk_call_that_fails_is_cut_until_it_goes_through()
    {
        await using var server = await SmallServer.StartAsync(async (context, seen) =>
        {
            context.Response.StatusCode = Sent(seen).Count > 1250 ? 524 : 200;
            await context.Response.WriteAsync(Done, Cancel);
        });
        await Names(server).PutAllAsync(Pairs(5000), Cancel);
        Assert.Equal([5000, 2500, 1250, 1250, 2500, 1250, 1250], server.Seen.Select(seen => Sent(seen).Count));
    }

    [Fact]
    public async Task When_even_a_small_one_fails_the_rest_is_not_sent()
    {
        await using var server = await SmallServer.StartAsync(async (context, seen) =>
        {
            context.Response.StatusCode = server_has(seen) ? 200 : 503;
            await context.Response.WriteAsync(Done, Cancel);
        });
        var fault = await Assert.ThrowsAsync<NamesUnwrittenException>(() => Names(server).PutAllAsync(Pairs(10_000), Cancel).AsTask());
        Assert.Equal(5000, fault.Keys.Length);
        Assert.Contains("503", fault.Message, StringComparison.Ordinal);
        Assert.Equal([5000, 5000, 2500, 1250, 625, 312, 156, 78], server.Seen.Select(seen => Sent(seen).Count));

        static bool server_has(SeenRequest seen) => Sent(seen).ContainsKey("k0");
    }

    [Fact]
    public async Task When_nothing_was_written_the_failure_is_the_providers_own()
    {
        await using var server = await SmallServer.StartAsync(429, "", ("Retry-After", "9"));
        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => Names(server).PutAllAsync(Pairs(10_000), Cancel).AsTask());
        Assert.Equal((true, 9), (fault.WasRefusedForQuota, fault.RetryAfter!.Value.TotalSeconds));
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task Many_keys_are_looked_up_a_hundred_at_a_time_and_only_once()
    {
        await using var server = await SmallServer.StartAsync(async (context, seen) =>
        {
            using var json = JsonDocument.Parse(seen.Body);
            var values = json.RootElement.GetProperty("keys").EnumerateArray().ToDictionary(key => key.GetString()!, key => key.GetString() == "k1" ? null : "v");
            await context.Response.WriteAsync(JsonSerializer.Serialize(new { success = true, result = new { values } }), Cancel);
        });
        var found = await Names(server).FindAllAsync([.. Pairs(250).Select(pair => pair.Key), "k5"], Cancel);
        Assert.Equal((249, false, 3), (found.Count, found.ContainsKey("k1"), server.Seen.Count));
        Assert.All(server.Seen, seen => Assert.EndsWith("/nsp/bulk/get", seen.Target, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_listing_is_read_to_its_end()
    {
        await using var server = await SmallServer.StartAsync(async (context, seen) => await context.Response.WriteAsync(
            seen.Target.Contains("cursor=n%2B1", StringComparison.Ordinal)
                ? """{"success":true,"result":[{"name":"g/3"}],"result_info":{"count":1,"cursor":""}}"""
                : """{"success":true,"result":[{"name":"g/1"},{"name":"g/2","metadata":{}}],"result_info":{"count":2,"cursor":"n+1"}}""",
            Cancel));
        Assert.Equal(["g/1", "g/2", "g/3"], await Names(server).ListAsync("g/", Cancel).ToListAsync(Cancel));
        Assert.All(server.Seen, seen => Assert.Contains("prefix=g%2F", seen.Target, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_no_key_or_value_can_be_is_not_sent()
    {
        await using var server = await SmallServer.StartAsync(200, Done);
        var names = Names(server);
        foreach (var key in (string[])["", ".", "..", new string('k', 513), new string('ü', 257)])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => names.FindAsync(key, Cancel).AsTask());
            await Assert.ThrowsAsync<ArgumentException>(() => names.PutAsync(key, "", Cancel).AsTask());
            await Assert.ThrowsAsync<ArgumentException>(() => names.DeleteAsync(key, Cancel).AsTask());
            await Assert.ThrowsAsync<ArgumentException>(() => names.FindAllAsync(["a", key], Cancel).AsTask());
            await Assert.ThrowsAsync<ArgumentException>(() => names.PutAllAsync([new("a", ""), new(key, "")], Cancel).AsTask());
        }

        await Assert.ThrowsAsync<ArgumentException>(() => names.PutAsync("a", new string('x', (25 << 20) + 1), Cancel).AsTask());
        Assert.Empty(server.Seen);
    }

    private static CloudflareNames Names(SmallServer server) =>
        new(ProviderClientTests.Client(), new(new(server.Address, "/client/v4"), "acc", "nsp"));

    private static KeyValuePair<string, string>[] Pairs(int count) =>
        [.. Enumerable.Range(0, count).Select(number => KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"k{number}"), "v"))];

    private static Dictionary<string, string> Sent(SeenRequest seen)
    {
        using var json = JsonDocument.Parse(seen.Body);
        return json.RootElement.EnumerateArray().ToDictionary(pair => pair.GetProperty("key").GetString()!, pair => pair.GetProperty("value").GetString()!);
    }
}
