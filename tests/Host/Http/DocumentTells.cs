using System.Net;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The served document against what the door does.</summary>
public sealed class DocumentTells
{
    [Fact]
    public async Task The_largest_limit_of_each_operation_is_taken_and_one_more_is_not()
    {
        await using var home = await DoorHome.OpenAsync();
        var most = new Dictionary<string, int>();
        foreach (var path in (await home.JsonAsync("/openapi/v1.json")).GetProperty("paths").EnumerateObject())
        {
            foreach (var parameter in path.Value.EnumerateObject().SelectMany(method => method.Value.TryGetProperty("parameters", out var all) ? all.EnumerateArray() : []))
            {
                if (parameter.GetProperty("name").GetString() == "limit") most[path.Name] = parameter.GetProperty("schema").GetProperty("maximum").GetInt32();
            }
        }

        Assert.Equal([("/api/v1/backfills", 100), ("/api/v1/windows", 500)], most.Select(one => (one.Key, one.Value)).Order());
        foreach (var (path, limit) in most)
        {
            using var taken = await home.GetAsync($"{path}?limit={limit}");
            using var refused = await home.GetAsync($"{path}?limit={limit + 1}");
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (taken.StatusCode, refused.StatusCode));
        }
    }

    [Fact]
    public async Task A_request_that_comes_too_slowly_is_described()
    {
        await using var home = await DoorHome.OpenAsync();
        var operations = ApiOperation.All(await home.JsonAsync("/openapi/v1.json"));
        Assert.NotEmpty(operations);
        Assert.All(operations, operation => Assert.Contains(408, operation.Answers.Keys));
    }
}
