using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class PinataPinsTests
{
    private static readonly byte[] Content = Keystream.Of("pinata", 200_000);
    private static readonly Cid Ours = Cids.Of(Content);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static PinRequest Request => new(
        "gas/hourly/a.png", "gas \"ü\".png", Ours, Content, ImmutableDictionary<string, string>.Empty.Add("sensor", "gas").Add("interval", "hourly"));

    [Fact]
    public async Task An_upload_is_public_named_grouped_and_labelled()
    {
        var form = new Dictionary<string, string>();
        byte[] file = [];
        await using var server = await SmallServer.StartAsync(async (context, seen) =>
        {
            context.Request.Body = new MemoryStream(seen.Body);
            var read = await context.Request.ReadFormAsync(Cancel);
            foreach (var (name, value) in read) form[name] = value.ToString();
            using var bytes = new MemoryStream();
            await Assert.Single(read.Files).CopyToAsync(bytes, Cancel);
            file = bytes.ToArray();
            await context.Response.WriteAsync($$$"""{"data":{"id":"row-1","cid":"{{{Ours}}}","name":"x","size":1}}""", Cancel);
        });
        var sent = new List<(string, long, long)>();
        using var client = ProviderClientTests.Client();
        var pins = new PinataPins(client, new(server.Address, new("http://127.0.0.1:1"), "group-7")) { Progress = (name, now, all) => sent.Add((name, now, all)) };

        Assert.Equal(new Pin("row-1", Ours, Request.Name, Content.Length), await pins.PinAsync(Request, Cancel));
        Assert.Equal(0, pins.CidMismatches);
        Assert.Equal(("POST", "/v3/files"), (server.Seen.Single().Method, server.Seen.Single().Target));
        Assert.Equal(Content, file);
        Assert.Equal(("public", "v1", "group-7", Request.Name), (form["network"], form["cid_version"], form["group_id"], form["name"]));
        Assert.Equal("""{"interval":"hourly","sensor":"gas"}""", Sorted(form["keyvalues"]));
        Assert.Equal((Request.Name, Content.Length, Content.Length), sent[^1]);
        Assert.Equal(4, sent.Count);
    }

    [Fact]
    public async Task Another_CID_than_ours_is_kept_and_counted()
    {
        await using var server = await SmallServer.StartAsync(200, """{"data":{"id":"row-1","cid":"bafyother","is_duplicate":true}}""");
        using var client = ProviderClientTests.Client();
        var pins = Pins(client, server);
        Assert.Equal(new Cid("bafyother"), (await pins.PinAsync(Request, Cancel)).Cid);
        Assert.Equal(1, pins.CidMismatches);
    }

    [Theory]
    [InlineData("""{"data":{"id":"row-1"}}""", "its answer names no CID")]
    [InlineData("""{"data":{"id":"row-1","cid":""}}""", "its answer names no CID")]
    [InlineData("""{"data":null}""", "its answer names no CID")]
    [InlineData("[]", "its answer names no CID")]
    [InlineData("<html><title>Welcome</title></html>", "its answer cannot be read")]
    [InlineData("", "its answer cannot be read")]
    public async Task A_success_that_names_no_CID_is_a_failure_that_may_pass(string body, string said)
    {
        await using var server = await SmallServer.StartAsync(200, body);
        using var client = ProviderClientTests.Client();
        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => Pins(client, server).PinAsync(Request, Cancel).AsTask());
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_pages_of_the_rows_with_a_CID_are_read()
    {
        await using var server = await SmallServer.StartAsync(async (context, seen) => await context.Response.WriteAsync(
            seen.Target.Contains("pageToken=t%2F2", StringComparison.Ordinal)
                ? $$$"""{"data":{"files":[{"id":"3","cid":"{{{Ours}}}","name":null,"size":7},{"id":"4","cid":"pending"}],"next_page_token":""}}"""
                : $$$"""{"data":{"files":[{"id":"1","cid":"{{{Ours}}}","name":"a","size":7},{"id":"2","cid":"bafyother"}],"next_page_token":"t/2"}}""",
            Cancel));
        using var client = ProviderClientTests.Client();
        Assert.Equal([new Pin("1", Ours, "a", 7), new Pin("3", Ours, "", 7)], await Pins(client, server).FindAsync(Ours, Cancel));
        Assert.All(server.Seen, seen => Assert.StartsWith($"/v3/files/public?cid={Ours}&limit=", seen.Target, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Removing_what_is_absent_is_no_error()
    {
        await using var server = await SmallServer.StartAsync(404, """{"error":{"code":404,"message":"no"}}""");
        using var client = ProviderClientTests.Client();
        await Pins(client, server).UnpinAsync("row/1", Cancel);
        Assert.Equal(("DELETE", "/v3/files/public/row%2F1"), (server.Seen.Single().Method, server.Seen.Single().Target));
    }

    private static PinataPins Pins(ProviderClient client, SmallServer server) => new(client, new(server.Address, server.Address, null));

    private static string Sorted(string json) =>
        System.Text.Json.JsonSerializer.Serialize(new SortedDictionary<string, string>(System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(json)!, StringComparer.Ordinal));
}
