using VizPipeline.Bench;
using VizPipeline.Doubles;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A few pictures against a small quota, on a clock so fast that the machine's seconds are minutes: requests may take hours of it, so that none is sent again however busy the machine is.</summary>
public class UploadingRateTests
{
    [Fact]
    public async Task Under_a_quota_each_picture_is_one_request_and_none_is_refused()
    {
        var few = new Uploading(Pictures: 60, RequestsPerMinute: 20, TimeSpan.FromMilliseconds(200), Concurrency: 4);
        var arrivals = await few.RunAsync(new ScaledTime(200));
        Assert.Equal(few.Pictures, arrivals.Length);
        Assert.All(arrivals, request => Assert.Equal((ProviderCall.Upload, Refusal.None), (request.Call, request.Refusal)));
    }
}
