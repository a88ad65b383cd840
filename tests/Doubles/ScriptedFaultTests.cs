using System.Net;
using VizPipeline.Doubles;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Every kind of fault, as a client sees it and as the state has it afterwards.</summary>
public class ScriptedFaultTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(FaultMoment.BeforeBody, 0)]
    [InlineData(FaultMoment.DuringBody, 0)]
    [InlineData(FaultMoment.AfterEffect, 1)]
    [InlineData(FaultMoment.DuringAnswer, 1)]
    public async Task A_reset_cuts_the_connection_and_leaves_what_was_done(FaultMoment at, int files)
    {
        await using var pinata = await StartAsync(new ResetFault(at));
        var exchange = await RawExchange.UploadAsync(pinata.Address, new byte[100_000], Cancel);
        Assert.True(exchange.IsReset, exchange.Received);
        Assert.DoesNotContain("}}", exchange.Received, StringComparison.Ordinal);
        Assert.Equal(files, pinata.Files.Length);
        Assert.Null(Assert.Single(pinata.Exchanges).Status);

        var second = await RawExchange.UploadAsync(pinata.Address, new byte[100_000], Cancel);
        Assert.StartsWith("HTTP/1.1 200", second.Received, StringComparison.Ordinal);
        Assert.False(second.IsReset);
        Assert.Equal(files + 1, pinata.Files.Length);
    }

    [Theory]
    [InlineData(429, FaultMoment.BeforeBody, 0)]
    [InlineData(500, FaultMoment.BeforeBody, 0)]
    [InlineData(503, FaultMoment.DuringBody, 0)]
    [InlineData(524, FaultMoment.AfterEffect, 1)]
    public async Task A_status_takes_the_place_of_the_answer(int status, FaultMoment at, int files)
    {
        await using var pinata = await StartAsync(new StatusFault(status, At: at));
        using var client = new PinataClient(pinata.Address);
        var response = await client.UploadAsync(new byte[100_000]);
        Assert.Equal((status, files), ((int)response.StatusCode, pinata.Files.Length));
        Assert.Equal(status, (await PinataClient.JsonAsync(response))["error"]!["code"]!.GetValue<int>());
        Assert.Null(response.Headers.RetryAfter);
        Assert.Equal((status, Refusal.None), (pinata.Exchanges[0].Status, pinata.Exchanges[0].Refusal));
    }

    [Fact]
    public async Task Retry_After_comes_in_seconds_or_as_a_date()
    {
        await using var pinata = await StartAsync(new StatusFault(429, TimeSpan.FromSeconds(2.5)), new StatusFault(503, TimeSpan.FromSeconds(30)) { IsDate = true });
        using var client = new PinataClient(pinata.Address);
        Assert.Equal(TimeSpan.FromSeconds(3), (await client.UploadAsync("x")).Headers.RetryAfter!.Delta);
        Assert.Equal(Noon.AddSeconds(30), (await client.UploadAsync("x")).Headers.RetryAfter!.Date);
    }

    [Fact]
    public async Task A_clock_that_is_off_dates_the_answer_and_the_row()
    {
        await using var pinata = await StartAsync(new ClockFault(NodaTime.Duration.FromMinutes(-10)));
        using var client = new PinataClient(pinata.Address);
        Assert.Equal(Noon.AddMinutes(-10), (await client.UploadAsync("x")).Headers.Date);
        Assert.Equal(Noon.AddMinutes(-10), pinata.Files[0].CreatedAt.ToDateTimeOffset());
        Assert.Equal(Noon, (await client.UploadAsync("x")).Headers.Date);
    }

    [Theory]
    [InlineData(200, FaultMoment.BeforeBody, 0)]
    [InlineData(502, FaultMoment.AfterEffect, 1)]
    public async Task A_page_of_HTML_comes_where_JSON_is_expected(int status, FaultMoment at, int files)
    {
        await using var pinata = await StartAsync(new HtmlFault(status, at));
        using var client = new PinataClient(pinata.Address);
        var response = await client.UploadAsync("x");
        Assert.Equal((status, "text/html", files), ((int)response.StatusCode, response.Content.Headers.ContentType!.MediaType, pinata.Files.Length));
        Assert.StartsWith("<!DOCTYPE html>", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_CID_is_a_valid_one_under_which_the_row_is_found()
    {
        await using var pinata = await StartAsync(new WrongCidFault());
        using var client = new PinataClient(pinata.Address);
        var cid = (await PinataClient.JsonAsync(await client.UploadAsync("hello world")))["data"]!["cid"]!.GetValue<string>();
        Assert.True(Cid.TryParse(cid, out _));
        Assert.NotEqual(Cids.Of("hello world"u8).Text, cid);
        Assert.Equal(cid, Assert.Single(pinata.Files).Cid.Text);
    }

    [Fact]
    public async Task Delays_and_slow_answers_pass_on_the_doubles_clock_and_lose_nothing()
    {
        var time = new SteppedTime();
        await using var pinata = await StartAsync(time, FaultScript.Always(
            new DelayFault(TimeSpan.FromSeconds(1), FaultMoment.BeforeBody), new DelayFault(TimeSpan.FromSeconds(2)), new SlowAnswerFault(TimeSpan.FromSeconds(8))));
        using var client = new PinataClient(pinata.Address);
        var answer = await PinataClient.JsonAsync(await client.UploadAsync("x"));
        Assert.Equal(pinata.Files[0].Id, answer["data"]!["id"]!.GetValue<string>());
        Assert.Equal(TimeSpan.FromSeconds(11), time.Passed);
    }

    [Fact]
    public async Task A_partial_bulk_write_leaves_out_every_so_many_th_pair()
    {
        await using var cloudflare = await CloudflareDouble.StartAsync(new() { Faults = FaultScript.Listed(new PartialFault(2)) }, Cancel);
        using var client = new KvClient(cloudflare.Address);
        var result = (await KvClient.JsonAsync(await client.BulkPutAsync(("a", "1"), ("b", "1"), ("c", "1"), ("d", "1"))))["result"]!;
        Assert.Equal("""{"successful_key_count":2,"unsuccessful_keys":["b","d"]}""", result.ToJsonString());
        Assert.Equal(["a", "c"], cloudflare.Values.Keys);
    }

    [Fact]
    public async Task A_dead_provider_comes_back()
    {
        await using var cloudflare = await CloudflareDouble.StartAsync(new() { Faults = FaultScript.Always(new StatusFault(503)) }, Cancel);
        using var client = new KvClient(cloudflare.Address);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.PutAsync("a", "1")).StatusCode);
        cloudflare.Faults = FaultScript.None;
        Assert.Equal(HttpStatusCode.OK, (await client.PutAsync("a", "1")).StatusCode);
        Assert.Equal([503, 200], cloudflare.Exchanges.Select(exchange => exchange.Status ?? 0));
    }

    private static Task<PinataDouble> StartAsync(params ScriptedFault?[] faults) => StartAsync(new SteppedTime(), FaultScript.Listed([.. faults]));

    private static Task<PinataDouble> StartAsync(SteppedTime time, FaultScript faults) => PinataDouble.StartAsync(new() { Time = time, RequestsPerMinute = null, Faults = faults }, Cancel);
}
