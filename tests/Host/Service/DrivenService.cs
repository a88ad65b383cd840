using System.Diagnostics;
using NodaTime;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A real process of <c>viz run</c> whose clock the test moves, and which it may kill and start again.</summary>
internal sealed class DrivenService(string folder, Instant beginning, IReadOnlyList<string> options, IReadOnlyList<(string Name, string? Value)> environment) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ClockDriver _driver = new(Path.Combine(folder, "clock"), beginning);
    private Process? _process;
    private Task<string> _errors = Task.FromResult("");

    public Instant Now => _driver.Now;

    /// <summary>Bytes of memory that it has resident.</summary>
    public long Resident => Process.GetProcessById(_process!.Id).WorkingSet64;

    /// <summary>Files and sockets that it has open.</summary>
    public int Handles => Directory.EnumerateFileSystemEntries($"/proc/{_process!.Id}/fd").Count();

    public async Task StartAsync()
    {
        _process = Viz.Start(["run", .. options, "--clock", _driver.Path], folder, [.. environment]);
        _errors = _process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        _ = _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await _driver.MeetAsync();
    }

    public async Task MoveToAsync(Instant at) => Assert.True(await _driver.MoveToAsync(at), _process!.HasExited ? await _errors : "the clock was left alone");

    /// <summary>Kills it while it moves on to an instant, and starts it again there.</summary>
    public async Task CrashAsync(Instant at, TimeSpan after)
    {
        var moving = _driver.MoveToAsync(at);
        await Task.Delay(after, TestContext.Current.CancellationToken);
        _process!.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await moving;
        _process.Dispose();
        await StartAsync();
        await MoveToAsync(at);
    }

    /// <summary>Asks it to end as a service is asked to; returns its exit code and what it said.</summary>
    public async Task<CommandResult> EndAsync()
    {
        Assert.Equal(0, (await Command.RunAsync("kill", ["-TERM", $"{_process!.Id}"], folder)).ExitCode);
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return new(_process.ExitCode, "", await _errors);
    }

    public void Dispose()
    {
        if (_process is { HasExited: false }) _process.Kill();
        _process?.Dispose();
        _driver.Dispose();
    }
}
