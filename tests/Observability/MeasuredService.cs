using NodaTime;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A service that shows its metrics and whose clock the test moves. It is killed when it is no longer looked at.</summary>
internal sealed class MeasuredService : IAsyncDisposable
{
    private readonly ClockDriver _driver;
    private readonly MeasuredRun _run;

    private MeasuredService(ClockDriver driver, MeasuredRun run) => (_driver, _run) = (driver, run);

    public Uri Metrics => _run.Metrics;

    public static async Task<MeasuredService> StartAsync(TempFolder folder, string source, Instant beginning)
    {
        var driver = new ClockDriver(folder["clock"], beginning);
        var starting = MeasuredRun.StartAsync(["run", "--source", source, "--home", folder["service"], "--interval", "daily", "--clock", driver.Path], folder);
        await driver.MeetAsync();
        return new(driver, await starting);
    }

    /// <summary>Moves the clock; returns when the service has come to rest there.</summary>
    public async Task MoveToAsync(Instant at) => Assert.True(await _driver.MoveToAsync(at), "the clock was left alone");

    public Task KillAsync() => _run.KillAsync();

    public async ValueTask DisposeAsync()
    {
        await _run.DisposeAsync();
        _driver.Dispose();
    }
}
