using NodaTime;
using VizPipeline.Host;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class WatchdogTests
{
    private static readonly Instant Noon = Instant.FromUtc(2025, 10, 30, 12, 0);

    [Fact]
    public void It_lives_as_long_as_its_heart_beats_however_the_clock_on_the_wall_jumps()
    {
        var (time, heartbeat) = (new ManualTime(), Noon);
        var supervisor = new Supervisor(new Microsoft.Extensions.Hosting.Systemd.SystemdNotifier(), new Dictionary<string, string>(), processId: 7, text => text);
        var watchdog = new Watchdog(supervisor, () => new(Noon, heartbeat, null, null, CaughtUp: true, 0, 0, 0, []), time, Duration.FromMinutes(12));
        Assert.True(watchdog.IsAlive());

        time.Advance(TimeSpan.FromMinutes(11));
        Assert.True(watchdog.IsAlive());
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(watchdog.IsAlive());

        heartbeat = Noon - Duration.FromHours(9);
        Assert.True(watchdog.IsAlive());
        time.Advance(TimeSpan.FromMinutes(11));
        heartbeat += Duration.FromHours(20);
        Assert.True(watchdog.IsAlive());
        time.Advance(TimeSpan.FromMinutes(11));
        Assert.True(watchdog.IsAlive());
    }
}
