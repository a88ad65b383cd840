using System.Text.Json;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What config and the dry run say of uploading; neither asks a provider.</summary>
public sealed class ForecastTests : IDisposable
{
    // Nobody is there.
    private static readonly (string Name, string? Value)[] On =
    [
        ("PINATA_JWT", "hunter22"), ("CLOUDFLARE_API_TOKEN", "hunter22"), ("CLOUDFLARE_ACCOUNT_ID", "account"), ("KV_NAMESPACE_ID", "space"),
        ("PINATA_UPLOAD_URL", "http://127.0.0.1:1"), ("PINATA_API_URL", "http://127.0.0.1:1"), ("CLOUDFLARE_API_URL", "http://127.0.0.1:1"),
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Config_says_where_to_and_how_fast()
    {
        var result = await Viz.RunAsync(["config"], _folder.Path, [.. On, ("PINATA_REQUESTS_PER_MINUTE", "250"), ("CLOUDFLARE_WRITES_PER_DAY", "1000"), ("PINATA_GROUP_ID", "group-7"), ("DELETE_LOCAL_FILES", "false")]);
        Assert.EndsWith(
            """

            uploading is on: PINATA_JWT, CLOUDFLARE_API_TOKEN, CLOUDFLARE_ACCOUNT_ID, KV_NAMESPACE_ID are set
              pictures go to 127.0.0.1:1, group group-7, public, 250 requests a minute
              keys go to 127.0.0.1:1, 1,200 requests in 5 minutes, 1,000 keys a day
              pictures stay in the home folder once they are published
              viz test-upload proves that it works

            """,
            result.Output,
            StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", result.Output, StringComparison.Ordinal);

        using var document = JsonDocument.Parse((await Viz.RunAsync(["config", "--json"], _folder.Path, On)).Output);
        Assert.Equal(60, document.RootElement.GetProperty("uploading").GetProperty("pictures").GetProperty("requestsPerMinute").GetInt32());
        using var off = JsonDocument.Parse((await Viz.RunAsync(["config", "--json"], _folder.Path)).Output);
        Assert.Equal(JsonValueKind.Null, off.RootElement.GetProperty("uploading").GetProperty("pictures").ValueKind);
    }

    [Fact]
    public async Task The_dry_run_tells_what_publishing_costs()
    {
        _folder.Write("readings.csv", "when,temp\n2025-06-01 08:00,14.2\n2025-06-01 09:01,14.3\n2025-06-02 08:01,14.3\n");
        Assert.Equal(0, (await Viz.RunAsync(["import", "readings.csv", "--time", "when", "--sensor", "temperature=temp"], _folder.Path)).ExitCode);

        // Two days and three hours; the fewer writes together, the fewer times latest moves.
        string[] ask = ["backfill", "--dry-run", "--interval", "daily", "--interval", "hourly"];
        var result = await Viz.RunAsync(ask, _folder.Path, [.. On, ("PINATA_REQUESTS_PER_MINUTE", "250"), ("CLOUDFLARE_WRITES_PER_DAY", "4")]);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Matches(@"(?m)^to Pinata: at most 5 requests and 4\d\d(\.\d)? KB, 1\.2 s at 250 requests a minute; equal pictures are uploaded once$", result.Output);
        Assert.Contains("to Cloudflare: at most 4 requests for 9 keys, 2.0 s\nat 4 keys a day that takes 3 days; viz backfill on each later day names the rest\npublished: by ", result.Output, StringComparison.Ordinal);

        // From the beginning of the second day to that of the third; in the last seconds of a day of UTC, from the last write, which comes after midnight.
        Assert.Matches(@"\nwith a plan of 500 requests a minute: (1 d 00 h|23 h 59 min) sooner\nwith a plan of 6,000 requests a minute: \1 sooner\nnothing was changed\n", result.Output);

        using var document = JsonDocument.Parse((await Viz.RunAsync([.. ask, "--json"], _folder.Path, On)).Output);
        var publishing = document.RootElement.GetProperty("publishing");
        Assert.Equal((5, 60), (publishing.GetProperty("pinata").GetProperty("requests").GetInt32(), publishing.GetProperty("pinata").GetProperty("requestsPerMinute").GetInt32()));
        Assert.Equal([250, 500, 6000], publishing.GetProperty("higherPlans").EnumerateArray().Select(plan => plan.GetProperty("requestsPerMinute").GetInt32()));

        var off = await Viz.RunAsync(ask, _folder.Path);
        Assert.DoesNotContain("Pinata", off.Output, StringComparison.Ordinal);
    }
}
