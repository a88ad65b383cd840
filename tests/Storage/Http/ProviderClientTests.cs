using System.Net;
using Microsoft.AspNetCore.Http;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class ProviderClientTests
{
    private const string Token = "hunter22-hunter22-hunter22";
    private const string Long = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(401, """{"error":{"code":401,"message":"Invalid token"}}""", "Pinata did not take a.png: 401 Unauthorized, \"Invalid token\"; check PINATA_JWT")]
    [InlineData(403, """{"error":{"reason":"NO_SCOPES_FOUND","details":"the key may not"}}""", "403 Forbidden, \"NO_SCOPES_FOUND: the key may not\"; check PINATA_JWT and what it may do")]
    [InlineData(400, """{"success":false,"errors":[{"code":1,"message":"one"},{"code":2,"message":"two"}]}""", "400 Bad Request, \"one; two\"")]
    [InlineData(402, "{\"error\":\"plan\"}", "402 Payment Required, \"plan\"; the plan does not allow it")]
    [InlineData(404, "", "404 Not Found; check the address and the identifiers in the settings")]
    [InlineData(302, "", "302 Found; check the address")]
    [InlineData(422, "not { json", "\"not { json\"")]
    [InlineData(400, $"token {Token} is bad", "\"token *** is bad\"")]
    [InlineData(400, "a\u0001b\r\nc", "\"a b  c\"")]
    public async Task What_is_refused_for_good_says_so_in_the_providers_words(int status, string body, string said)
    {
        await using var server = await SmallServer.StartAsync(status, body, ("Location", "https://example.org/"));
        var fault = await Assert.ThrowsAsync<StoreRefusedException>(() => AskAsync(server));
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, fault.ToString(), StringComparison.Ordinal);
        Assert.Single(server.Seen);
    }

    [Theory]
    [InlineData(408, "", "408 Request Timeout")]
    [InlineData(425, "", "425")]
    [InlineData(429, "{}", "429 Too Many Requests, \"{}\"")]
    [InlineData(500, """{"message":"oops"}""", "500 Internal Server Error, \"oops\"")]
    [InlineData(502, "<html><head><TITLE>Bad &amp; broken</TITLE></head><body>no</body></html>", "502 Bad Gateway, \"Bad & broken\"")]
    [InlineData(503, "<html>", "did not take a.png: 503 Service Unavailable")]
    [InlineData(524, "error code: 524", "524, \"error code: 524\"")]
    [InlineData(500, Long + Long + Long + Long + Long, $"\"{Long}{Long}{Long}{Long}…\"")]
    public async Task What_may_pass_says_so_in_the_providers_words(int status, string body, string said)
    {
        await using var server = await SmallServer.StartAsync(status, body);
        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => AskAsync(server));
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
        Assert.Equal((status == 429, null), (fault.WasRefusedForQuota, fault.RetryAfter));
    }

    [Theory]
    [InlineData("Retry-After", "17", 17)]
    [InlineData("Retry-After", "Sun, 01 Jun 2025 00:01:30 GMT", 90)]
    [InlineData("Retry-After", "Sat, 01 Jun 2024 00:00:00 GMT", 0)]
    [InlineData("Retry-After", "soon", null)]
    public async Task The_time_to_stay_away_is_read_in_both_forms_against_the_providers_own_clock(string name, string value, int? seconds)
    {
        await using var server = await SmallServer.StartAsync(429, "", (name, value), ("Date", "Sun, 01 Jun 2025 00:00:00 GMT"));
        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => AskAsync(server));
        Assert.Equal(seconds, (int?)fault.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task The_token_goes_with_every_request_and_the_address_is_sent_as_written()
    {
        await using var server = await SmallServer.StartAsync(200, "whole");
        using var client = Client();
        var answer = await client.SendAsync(new(HttpMethod.Get, ProviderRequest.At(new(server.Address, "/base/"), "/a%2Fb%2E%2E/%C3%BC?x=%2F"), "answer", ProviderOperation.Get), Cancel);
        Assert.Equal((HttpStatusCode.OK, "whole"), (answer.Status, System.Text.Encoding.UTF8.GetString(answer.Body.Span)));
        var seen = Assert.Single(server.Seen);
        Assert.Equal(("/base/a%2Fb%2E%2E/%C3%BC?x=%2F", $"Bearer {Token}"), (seen.Target, seen.Authorization));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(404)]
    public async Task A_web_page_is_no_answer_not_even_that_something_is_missing(int status)
    {
        await using var server = await SmallServer.StartAsync(status, "<html><title>Sign in</title></html>", ("Content-Type", "text/html; charset=utf-8"));
        using var client = Client();
        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => client.SendAsync(Request(server.Address) with { MayBeMissing = true }, Cancel).AsTask());
        Assert.Equal("Pinata did not take a.png: a web page came instead of an answer, \"Sign in\"", fault.Message);
    }

    [Fact]
    public async Task A_connection_that_breaks_off_may_pass()
    {
        await using var server = await SmallServer.StartAsync(async (context, _) =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("half", Cancel);
            context.Abort();
        });
        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => AskAsync(server));
        Assert.StartsWith("Pinata did not take a.png: 127.0.0.1 could not be reached, or broke off: ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_may_come()
    {
        var server = await SmallServer.StartAsync(200, "");
        await server.DisposeAsync();
        using var client = Client();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => client.SendAsync(Request(new Uri("http://127.0.0.1:1")), Cancel).AsTask());
    }

    [Fact]
    public async Task An_endless_error_is_read_only_so_far()
    {
        var sent = 0L;
        await using var server = await SmallServer.StartAsync(async (context, _) =>
        {
            context.Response.StatusCode = 500;
            var piece = new byte[1 << 16];
            while (!context.RequestAborted.IsCancellationRequested && sent < 1 << 30)
            {
                await context.Response.Body.WriteAsync(piece, context.RequestAborted);
                sent += piece.Length;
                // Until the server notices that the client is gone, its writes go nowhere and wait for nobody.
                await Task.Delay(1, context.RequestAborted);
            }
        });
        await Assert.ThrowsAsync<StoreUnavailableException>(() => AskAsync(server));
        Assert.True(sent < 1 << 28, $"{sent} bytes");
    }

    [Fact]
    public async Task Every_request_goes_through_the_gate()
    {
        await using var server = await SmallServer.StartAsync(200, "");
        var gate = new ClosedGate();
        using var client = Client(gate);
        await Assert.ThrowsAsync<NotAskedException>(() => client.SendAsync(Request(server.Address), Cancel).AsTask());
        Assert.Empty(server.Seen);
    }

    internal static ProviderClient Client(IProviderGate? gate = null) => new("Pinata", new Secret(Token), "PINATA_JWT", gate ?? GateChain.None, TimeProvider.System);

    private static ProviderRequest Request(Uri address) => new(HttpMethod.Post, address, "take a.png", ProviderOperation.Upload) { Body = () => new StringContent("picture") };

    private static async Task AskAsync(SmallServer server)
    {
        using var client = Client();
        await client.SendAsync(Request(server.Address), Cancel);
    }

    private sealed class ClosedGate : IProviderGate
    {
        public ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancel) => throw new NotAskedException("closed");
    }
}
