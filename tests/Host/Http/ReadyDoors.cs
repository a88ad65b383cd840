using System.Net;
using System.Text.Json;
using VizPipeline.Host;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Whether everything answers that a door relies on.</summary>
public sealed class ReadyDoors
{
    [Fact]
    public async Task However_many_ask_the_readings_are_asked_once_in_a_while_also_when_they_are_out_of_reach()
    {
        var (time, source) = (new ManualTime(), new BrokenSource());
        await using var home = await DoorHome.OpenAsync(new DoorSettings(), view => view with { Readings = source, Time = time });
        for (var i = 0; i < 5; i++) Assert.Equal(BrokenSource.Why, await WhyAsync(home));
        Assert.Equal(1, source.Asked);
        time.Advance(TimeSpan.FromSeconds(2));
        await WhyAsync(home);
        Assert.Equal(2, source.Asked);
    }

    [Fact]
    public async Task Readings_that_may_not_be_read_are_no_error_of_the_door()
    {
        await using var home = await DoorHome.OpenAsync(new DoorSettings(), view => view with { Readings = new BrokenSource(() => new UnauthorizedAccessException("readings.db may not be read")) });
        Assert.Equal("readings.db may not be read", await WhyAsync(home));
    }

    private static async Task<string?> WhyAsync(DoorHome home)
    {
        using var answer = await home.GetAsync("/ready");
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, text);
        return JsonElement.Parse(text).GetProperty("dependencies").EnumerateArray().Single(one => one.GetProperty("name").GetString() == "readings").GetProperty("why").GetString();
    }
}
