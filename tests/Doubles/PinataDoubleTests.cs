using System.Globalization;
using System.Net;
using VizPipeline.Doubles;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Each rule of the double of Pinata, asked by HTTP.</summary>
public sealed class PinataDoubleTests : IAsyncLifetime
{
    private PinataDouble _pinata = null!;
    private PinataClient _client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _pinata = await PinataDouble.StartAsync(new() { RequestsPerMinute = null, Groups = ["known"] }, Cancel);
        _client = new(_pinata.Address);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _pinata.DisposeAsync();
    }

    [Theory]
    [InlineData("hello world", 11, "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e")]
    [InlineData("", 0, "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku")]
    public async Task A_file_gets_the_CID_of_the_bytes_that_came_in(string content, int bytes, string cid)
    {
        var data = (await PinataClient.JsonAsync(await _client.UploadAsync(content, ("network", "public"))))["data"]!;
        var file = Assert.Single(_pinata.Files);
        Assert.Equal((cid, bytes, cid), (file.Cid.Text, file.Bytes, data["cid"]!.GetValue<string>()));
        Assert.Equal(file.Id, data["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_file_of_more_than_one_block_too()
    {
        await _client.UploadAsync(Keystream.Of("chunk-v1-seed", 262_145));
        Assert.Equal("bafybeial7vb62qc4jfbps3fnvzk2asbki23tlhb3a54sqjpeg6d3waw6zq", Assert.Single(_pinata.Files).Cid.Text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("another")]
    public async Task Without_the_token_nothing_is_let_in(string? token)
    {
        using var stranger = new PinataClient(_pinata.Address, token);
        foreach (var response in (HttpResponseMessage[])[await stranger.UploadAsync("x"), await stranger.GetAsync("v3/files/public"), await stranger.DeleteAsync("v3/files/public/1")])
        {
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal(401, (await PinataClient.JsonAsync(response))["error"]!["code"]!.GetValue<int>());
        }

        Assert.Empty(_pinata.Files);
        Assert.Equal(3, _pinata.Exchanges.Count(exchange => exchange.Refusal == Refusal.Credentials));
    }

    [Fact]
    public async Task Errors_can_come_in_the_older_style()
    {
        await using var older = await PinataDouble.StartAsync(new() { HasOlderErrors = true }, Cancel);
        using var stranger = new PinataClient(older.Address, "another");
        Assert.Equal("INVALID_CREDENTIALS", (await PinataClient.JsonAsync(await stranger.UploadAsync("x")))["error"]!["reason"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_file_is_private_unless_it_says_public()
    {
        await _client.UploadAsync("one");
        await _client.UploadAsync("two", ("network", "public"));
        Assert.Equal(["private", "public"], _pinata.Files.Select(file => file.Network));
        Assert.Single(await RowsAsync("v3/files/public"));
        Assert.Single(await RowsAsync("v3/files/private"));
        Assert.Empty(await RowsAsync($"v3/files/public?cid={_pinata.Files[0].Cid}"));
    }

    [Fact]
    public async Task Name_group_and_key_values_are_kept()
    {
        await _client.UploadAsync("x", ("name", "day.png"), ("group_id", "known"), ("keyvalues", """{"sensor":"temperature","window":"2025-01-15"}"""), ("cid_version", "v1"));
        var file = Assert.Single(_pinata.Files);
        Assert.Equal(("day.png", "known", "temperature", "2025-01-15"), (file.Name, file.GroupId, file.KeyValues["sensor"], file.KeyValues["window"]));
    }

    [Theory]
    [InlineData("network", "everywhere", "network")]
    [InlineData("group_id", "unknown", "group")]
    [InlineData("keyvalues", "[]", "JSON object")]
    [InlineData("keyvalues", "{", "JSON object")]
    [InlineData("keyvalues", """{"a":{"b":"c"}}""", "flat")]
    [InlineData("keyvalues", """{"a":"","b":"","c":"","d":"","e":"","f":"","g":"","h":"","i":"","j":"","k":""}""", "at most 10")]
    [InlineData("cid_version", "v0", "cid_version")]
    public async Task A_field_that_breaks_a_rule_refuses_the_upload(string field, string value, string said)
    {
        var response = await _client.UploadAsync("x", ("network", "public"), (field, value));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(said, await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Empty(_pinata.Files);
    }

    [Fact]
    public async Task What_is_no_form_or_has_not_one_file_is_refused()
    {
        using var noFile = new MultipartFormDataContent { { new StringContent("x"), "name" } };
        using var noName = new MultipartFormDataContent { { new StringContent("x"), "file" } };
        using var two = new MultipartFormDataContent { { new StringContent("x"), "file", "a" }, { new StringContent("y"), "file", "b" } };
        using var cutOff = new StringContent("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nhalf");
        cutOff.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "b") } };
        foreach (var body in (HttpContent[])[new StringContent("{}"), noFile, noName, two, cutOff])
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await _client.SendAsync(body)).StatusCode);
        }

        Assert.Empty(_pinata.Files);
    }

    [Fact]
    public async Task More_than_a_hundred_megabytes_are_refused() =>
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _client.UploadAsync(new byte[100_000_001])).StatusCode);

    [Fact]
    public async Task The_same_content_again_makes_a_second_row_of_the_same_CID()
    {
        await _client.UploadAsync("x", ("network", "public"));
        var again = await PinataClient.JsonAsync(await _client.UploadAsync("x", ("network", "public")));
        Assert.True(again["data"]!["is_duplicate"]!.GetValue<bool>());
        Assert.Equal(2, _pinata.Files.DistinctBy(file => file.Id).Count());
        Assert.Single(_pinata.Files.DistinctBy(file => file.Cid));
        Assert.Equal(2, (await RowsAsync($"v3/files/public?cid={_pinata.Files[0].Cid}")).Count);
    }

    [Fact]
    public async Task Or_it_is_answered_with_the_first_row()
    {
        await using var other = await PinataDouble.StartAsync(new() { RepeatsMakeRows = false }, Cancel);
        using var client = new PinataClient(other.Address);
        await client.UploadAsync("x");
        var again = await PinataClient.JsonAsync(await client.UploadAsync("x"));
        Assert.Equal(Assert.Single(other.Files).Id, again["data"]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_row_can_be_read_and_deleted_once()
    {
        await _client.UploadAsync("x", ("network", "public"));
        var path = $"v3/files/public/{_pinata.Files[0].Id}";
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.DeleteAsync(path.Replace("public", "private", StringComparison.Ordinal))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _client.DeleteAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.DeleteAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync(path)).StatusCode);
        Assert.Empty(_pinata.Files);
    }

    [Fact]
    public async Task A_wrong_page_or_address_is_refused()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.GetAsync("v3/files/public?limit=0")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.GetAsync("v3/files/public?pageToken=!")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync("v3/files")).StatusCode);
    }

    [Fact]
    public async Task Pages_lead_through_all_rows()
    {
        for (var i = 0; i < 7; i++) await _client.UploadAsync(i.ToString(CultureInfo.InvariantCulture), ("network", "public"));
        var (ids, token) = (new List<string>(), "");
        do
        {
            var page = (await PinataClient.JsonAsync(await _client.GetAsync($"v3/files/public?limit=3&pageToken={token}")))["data"]!;
            ids.AddRange(page["files"]!.AsArray().Select(file => file!["id"]!.GetValue<string>()));
            token = page["next_page_token"]?.GetValue<string>();
        }
        while (token is not null);
        Assert.Equal(_pinata.Files.Select(file => file.Id).Reverse(), ids);
    }

    private async Task<List<string>> RowsAsync(string path) =>
        [.. (await PinataClient.JsonAsync(await _client.GetAsync(path)))["data"]!["files"]!.AsArray().Select(file => file!["cid"]!.GetValue<string>())];
}
