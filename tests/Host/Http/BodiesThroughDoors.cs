using System.Net;
using VizPipeline.Host;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Bodies of requests that are not what they must be.</summary>
public sealed class BodiesThroughDoors
{
    private const string Write = "/api/v1/backfills";
    private static readonly ApiKeys Known = new([ApiKeys.HashOf(DoorHome.Key)]);
    private static readonly (string, string) Bearer = ("Authorization", $"Bearer {DoorHome.Key}");

    [Theory]
    [InlineData("{\"sensors\":[]", HttpStatusCode.BadRequest, "the body is not as it must be")]
    [InlineData("null", HttpStatusCode.BadRequest, "must be an object")]
    [InlineData("{\"sensor\":\"gas\"}", HttpStatusCode.BadRequest, "the body is not as it must be")]
    [InlineData("{\"sensors\":[null],\"dryRun\":true}", HttpStatusCode.BadRequest, "there is no \"null\"")]
    [InlineData("{\"sensors\":[\"gas\"],\"dryRun\":true}", HttpStatusCode.BadRequest, "there are temperature, humidity")]
    [InlineData("{\"intervals\":[\"weekly\"],\"dryRun\":true}", HttpStatusCode.BadRequest, "daily, hourly, cumulative")]
    [InlineData("{\"startDate\":\"2025-02-30\",\"dryRun\":true}", HttpStatusCode.BadRequest, "a date of the calendar")]
    [InlineData("{\"startDate\":\"2025-02-02\",\"endDate\":\"2025-02-01\",\"dryRun\":true}", HttpStatusCode.BadRequest, "lies after")]
    [InlineData("{\"retry\":\"hard\",\"dryRun\":true}", HttpStatusCode.BadRequest, "none, failed, stale or all")]
    public async Task A_body_that_is_wrong_is_told_what_it_must_be(string body, HttpStatusCode status, string said)
    {
        await using var home = await DoorHome.OpenAsync(new DoorSettings { Keys = Known });
        using var answer = await home.SendAsync(HttpMethod.Post, Write, body, Bearer);
        Assert.Contains(said, await DoorHome.ProblemAsync(answer, status), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        await using var home = await DoorHome.OpenAsync(new DoorSettings { Keys = Known });
        using var answer = await home.SendAsync(HttpMethod.Post, Write, $"{{\"startDate\":\"{new string('0', 100_000)}\"}}", Bearer);
        await DoorHome.ProblemAsync(answer, HttpStatusCode.RequestEntityTooLarge);
    }
}
