using Microsoft.AspNetCore.Http;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class CloudflareNamesTests
{
    internal const string Done = """{"success":true,"errors":[],"messages":[],"result":null}""";

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

    internal static CloudflareNames Names(SmallServer server) =>
        new(ProviderClientTests.Client(), new(new(server.Address, "/client/v4"), "acc", "nsp"));
}
