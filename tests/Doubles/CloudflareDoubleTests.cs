using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Doubles;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Each rule of the double of Cloudflare KV, asked by HTTP.</summary>
public sealed class CloudflareDoubleTests : IAsyncLifetime
{
    private readonly SteppedTime _time = new();
    private CloudflareDouble _cloudflare = null!;
    private KvClient _client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloudflare = await CloudflareDouble.StartAsync(new() { Time = _time, RequestsPerFiveMinutes = null }, Cancel);
        _client = new(_cloudflare.Address);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _cloudflare.DisposeAsync();
    }

    [Fact]
    public async Task A_value_is_put_read_and_deleted()
    {
        var envelope = await KvClient.JsonAsync(await _client.PutAsync("a", "one"));
        Assert.Equal("""{"success":true,"errors":[],"messages":[],"result":null}""", envelope.ToJsonString());
        Assert.Equal("one", await (await _client.GetAsync("a")).Content.ReadAsStringAsync(Cancel));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await _client.DeleteAsync("a")).StatusCode);
        var absent = await _client.GetAsync("a");
        Assert.Equal(HttpStatusCode.NotFound, absent.StatusCode);
        Assert.Equal(10009, (await KvClient.JsonAsync(absent))["errors"]![0]!["code"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.OK, (await _client.DeleteAsync("never")).StatusCode);
        Assert.Empty(_cloudflare.Values);
    }

    [Fact]
    public void A_key_of_any_characters_comes_through_percent_encoded()
    {
        var keys = Gen.Elements("a", "Z", ":", "/", "%", "%2F", "+", " ", "?", "#", "&", "..", "é", "日", "😀", "\\", "\"").NonEmptyListOf().Select(string.Concat).Where(key => key is not ("." or ".."));
        Law.Holds(keys, async key =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await _client.PutAsync(key, $"value of {key}");
            return _cloudflare.Values[key] == $"value of {key}" && await (await _client.GetAsync(key)).Content.ReadAsStringAsync(Cancel) == $"value of {key}";
        });
    }

    [Theory]
    [InlineData("values/a/b")]
    [InlineData("values/a%2")]
    [InlineData("values/a%zz")]
    [InlineData("value/a")]
    public async Task A_slash_or_percent_as_it_is_leads_nowhere(string path)
    {
        var head = $"PUT {_cloudflare.Address.AbsolutePath}/accounts/rehearsal-account/storage/kv/namespaces/rehearsal-namespace/{path} HTTP/1.1\r\n";
        var exchange = await RawExchange.SendAsync(
            _cloudflare.Address, $"{head}Host: x\r\nConnection: close\r\nAuthorization: Bearer rehearsal-cloudflare\r\nContent-Length: 1\r\n\r\n", "x"u8.ToArray(), Cancel);
        Assert.StartsWith("HTTP/1.1 404", exchange.Received, StringComparison.Ordinal);
        Assert.Empty(_cloudflare.Values);
    }

    [Theory]
    [InlineData(512, 200)]
    [InlineData(513, 414)]
    public async Task A_key_has_at_most_512_bytes(int bytes, int status)
    {
        var key = "é" + new string('k', bytes - 2);
        Assert.Equal(status, (int)(await _client.PutAsync(key, "x")).StatusCode);
        Assert.Equal(status == 200 ? 200 : 414, (int)(await _client.BulkPutAsync(("other", "x"), ($"{key[..^1]}b", "x"))).StatusCode);
    }

    [Theory]
    [InlineData(26_214_400, 200)]
    [InlineData(26_214_401, 413)]
    public async Task A_value_has_at_most_25_MiB(int bytes, int status) => Assert.Equal(status, (int)(await _client.PutAsync("a", new string('v', bytes))).StatusCode);

    [Theory]
    [InlineData(1022, 200)]
    [InlineData(1023, 413)]
    public async Task Metadata_has_at_most_1024_bytes(int characters, int status)
    {
        using var form = new MultipartFormDataContent { { new StringContent("x"), "value" }, { new StringContent($"\"{new string('m', characters)}\""), "metadata" } };
        Assert.Equal(status, (int)(await _client.SendAsync(HttpMethod.Put, "values/a", form)).StatusCode);
        var pair = new JsonObject { ["key"] = "b", ["value"] = "x", ["metadata"] = new string('m', characters) };
        Assert.Equal(status, (int)(await _client.BulkPutAsync(new JsonArray(pair))).StatusCode);
        Assert.Equal(status == 200 ? ["a", "b"] : [], _cloudflare.Values.Keys);
    }

    [Fact]
    public async Task Only_the_token_the_account_and_the_namespace_of_the_settings_are_let_in()
    {
        using var stranger = new KvClient(_cloudflare.Address, token: "another");
        using var elsewhere = new KvClient(_cloudflare.Address, account: "another");
        using var absent = new KvClient(_cloudflare.Address, space: "another");
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PutAsync("a", "x")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await elsewhere.PutAsync("a", "x")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await absent.PutAsync("a", "x")).StatusCode);
        Assert.Empty(_cloudflare.Values);
        Assert.Equal(2, _cloudflare.Exchanges.Count(exchange => exchange.Refusal == Refusal.Credentials));
    }

    [Fact]
    public async Task A_bulk_write_says_which_keys_were_written_too_soon()
    {
        await _client.PutAsync("b", "old");
        var result = (await KvClient.JsonAsync(await _client.BulkPutAsync(("a", "new"), ("b", "new"), ("c", "new"))))["result"]!;
        Assert.Equal("""{"successful_key_count":2,"unsuccessful_keys":["b"]}""", result.ToJsonString());
        Assert.Equal(["new", "old", "new"], _cloudflare.Values.Values);
    }

    [Fact]
    public async Task A_bulk_write_that_breaks_a_rule_writes_nothing()
    {
        var tooMany = Enumerable.Range(0, 10_001).Select(i => (i.ToString(CultureInfo.InvariantCulture), "x"));
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.BulkPutAsync(tooMany)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.BulkPutAsync(("a", "1"), ("b", "1"), ("a", "2"))).StatusCode);
        foreach (var body in (string[])["[]", "{}", "[1]", """[{"key":"a"}]""", """[{"key":"a","value":1}]"""])
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await _client.BulkPutAsync(JsonNode.Parse(body)!)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await _client.SendAsync(HttpMethod.Put, "bulk", new StringContent("["))).StatusCode);
        Assert.Empty(_cloudflare.Values);
    }

    [Fact]
    public async Task A_bulk_write_that_is_too_long_for_the_time_ends_half_done()
    {
        await using var slow = await CloudflareDouble.StartAsync(new() { MostPairsInTime = 2 }, Cancel);
        using var client = new KvClient(slow.Address);
        Assert.Equal(524, (int)(await client.BulkPutAsync(("a", "1"), ("b", "1"), ("c", "1"))).StatusCode);
        Assert.Equal(["a", "b"], slow.Values.Keys);
    }

    [Fact]
    public async Task A_bulk_read_takes_at_most_100_keys_and_has_null_for_what_is_absent()
    {
        await _client.BulkPutAsync(("a", "1"), ("b", "2"));
        var result = (await KvClient.JsonAsync(await _client.BulkGetAsync("a", "b", "c")))["result"]!;
        Assert.Equal("""{"values":{"a":"1","b":"2","c":null}}""", result.ToJsonString());
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.BulkGetAsync(Enumerable.Range(0, 101).Select(i => $"{i}"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.BulkGetAsync()).StatusCode);
    }

    [Fact]
    public async Task Pages_lead_through_all_keys_of_a_prefix_in_the_order_of_their_bytes()
    {
        string[] keys = [.. Enumerable.Range(0, 35).Select(i => $"a:{i:d2}"), "a:\uff5e", "a:😀"];
        await _client.BulkPutAsync(keys.Append("b").Reverse().Select(key => (key, "x")));
        var (found, cursor) = (new List<string>(), "");
        do
        {
            (var page, cursor) = await _client.ListAsync("a:", 10, cursor);
            found.AddRange(page);
        }
        while (cursor.Length > 0);
        Assert.Equal(keys, found);
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.SendAsync(HttpMethod.Get, "keys?limit=9")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.SendAsync(HttpMethod.Get, "keys?limit=1001")).StatusCode);
    }

    [Fact]
    public async Task Reads_may_lag_behind_writes()
    {
        await using var lagging = await CloudflareDouble.StartAsync(new() { Time = _time, ReadsLagBy = Duration.FromSeconds(60) }, Cancel);
        using var client = new KvClient(lagging.Address);
        await client.PutAsync("a", "1");
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("a")).StatusCode);
        Assert.Empty((await client.ListAsync("", 10, "")).Keys);
        _time.Advance(TimeSpan.FromSeconds(60));
        await client.PutAsync("a", "2");
        Assert.Equal("1", await (await client.GetAsync("a")).Content.ReadAsStringAsync(Cancel));
        Assert.Equal("2", lagging.Values["a"]);
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("2", await (await client.GetAsync("a")).Content.ReadAsStringAsync(Cancel));
    }
}
