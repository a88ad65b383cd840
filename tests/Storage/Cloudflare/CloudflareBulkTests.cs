using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;
using static VizPipeline.Tests.CloudflareNamesTests;

namespace VizPipeline.Tests;

/// <summary>Many names in one request.</summary>
public class CloudflareBulkTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

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
    public async Task A_pair_that_is_refused_for_what_it_is_keeps_no_other_from_being_written()
    {
        var written = new HashSet<string>();
        await using var server = await SmallServer.StartAsync(async (context, seen) =>
        {
            var sent = Sent(seen);
            context.Response.StatusCode = sent.ContainsKey("k3") || sent.ContainsKey("k77") ? 413 : 200;
            if (context.Response.StatusCode == 200) written.UnionWith(sent.Keys);
            await context.Response.WriteAsync(Done, Cancel);
        });
        var fault = await Assert.ThrowsAsync<NamesUnwrittenException>(() => Names(server).PutAllAsync(Pairs(300), Cancel).AsTask());
        Assert.Equal(["k3", "k77"], fault.Keys);
        Assert.Contains("413", fault.Message, StringComparison.Ordinal);
        Assert.Equal(298, written.Count);

        // Asking again would be for nothing.
        var calls = 0;
        await Assert.ThrowsAsync<NamesUnwrittenException>(() => new RetryGate(4, TimeSpan.Zero, TimeProvider.System, () => 0).RunAsync<bool>(_ => throw (calls++ == 0 ? fault : new InvalidOperationException()), Cancel).AsTask());
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Where_every_pair_is_refused_it_is_not_the_pairs()
    {
        await using var server = await SmallServer.StartAsync(422, Done);
        await Assert.ThrowsAsync<StoreRefusedException>(() => Names(server).PutAllAsync(Pairs(5000), Cancel).AsTask());
        Assert.InRange(server.Seen.Count, 1, 40);
        await Assert.ThrowsAsync<ContentRefusedException>(() => Names(server).PutAllAsync(Pairs(1), Cancel).AsTask());
    }

    [Fact]
    public async Task When_even_a_small_one_fails_the_rest_is_not_sent()
    {
        await using var server = await SmallServer.StartAsync(async (context, seen) =>
        {
            context.Response.StatusCode = HasFirst(seen) ? 200 : 503;
            await context.Response.WriteAsync(Done, Cancel);
        });
        var fault = await Assert.ThrowsAsync<NamesUnwrittenException>(() => Names(server).PutAllAsync(Pairs(10_000), Cancel).AsTask());
        Assert.Equal(5000, fault.Keys.Length);
        Assert.Contains("503", fault.Message, StringComparison.Ordinal);
        Assert.Equal([5000, 5000, 2500, 1250, 625, 312, 156, 78], server.Seen.Select(seen => Sent(seen).Count));

        static bool HasFirst(SeenRequest seen) => Sent(seen).ContainsKey("k0");
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

    private static KeyValuePair<string, string>[] Pairs(int count) =>
        [.. Enumerable.Range(0, count).Select(number => KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"k{number}"), "v"))];

    private static Dictionary<string, string> Sent(SeenRequest seen)
    {
        using var json = JsonDocument.Parse(seen.Body);
        return json.RootElement.EnumerateArray().ToDictionary(pair => pair.GetProperty("key").GetString()!, pair => pair.GetProperty("value").GetString()!);
    }
}
