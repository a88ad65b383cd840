using System.Diagnostics;
using System.Globalization;
using NodaTime;
using VizPipeline.Host;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A home with some days of readings, kept by a real <c>viz run --http</c> that can be stopped and started again at the same place.</summary>
internal sealed class ServedHome : IAsyncDisposable
{
    public const string Key = "a-key-of-the-tests-1";

    private readonly TempFolder _folder = new();
    private readonly string _source;
    private readonly (string Name, string? Value)[] _environment;
    private Process? _process;
    private Task _rest = Task.CompletedTask;
    private readonly int _port = FixedPort.Next();

    /// <param name="days">Of readings.</param>
    /// <param name="environment">Of the service alone; what is drawn before it stays at home.</param>
    public ServedHome(int days, params (string Name, string? Value)[] environment) => (_source, _environment) = (MadeSource.Write(_folder["readings.db"], days), environment);

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Draws everything, before a service is there.</summary>
    public async Task DrawAsync()
    {
        var result = await Viz.RunAsync(["backfill", "--source", _source, "--home", _folder["home"]], _folder.Path);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    /// <summary>Records that a window failed so often that no run tries it again by itself.</summary>
    public async Task FailAsync(string key, string why)
    {
        await using var ledger = SqliteLedger.Open(new HomePaths(_folder["home"]).Ledger);
        var entry = await ledger.FindAsync(key, Cancel);
        await ledger.RecordAsync(entry! with { State = WindowState.Dead, Attempts = LedgerEntry.MostAttempts, Error = why }, preview: null, Cancel);
    }

    /// <summary>Other readings over a stretch, counted in days since the first.</summary>
    public void Change(int from, int to) => MadeSource.Overwrite(_source, MadeSource.Start + Duration.FromDays(from), MadeSource.Start + Duration.FromDays(to));

    public async Task StartAsync()
    {
        var port = _port.ToString(CultureInfo.InvariantCulture);
        _process = Viz.Start(["run", "--http", port, "--source", _source, "--home", _folder["home"]], _folder.Path, [.. _environment, ("VIZ_API_KEYS", Key)]);
        _rest = _process.StandardOutput.ReadToEndAsync(Cancel);
        while (await _process.StandardError.ReadLineAsync(Cancel) is { } line)
        {
            if (line.IndexOf("http://", StringComparison.Ordinal) is var at && at < 0) continue;
            Address = new(line[at..]);
            _rest = Task.WhenAll(_rest, _process.StandardError.ReadToEndAsync(Cancel));
            return;
        }

        throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"it named no address, and ended with {_process.ExitCode}"));
    }

    /// <summary>Asks it to end as a service is asked to.</summary>
    public async Task StopAsync()
    {
        var result = await Command.RunAsync("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)], _folder.Path);
        Assert.True(result.ExitCode == 0, result.ToString());
        await _process.WaitForExitAsync(Cancel);
        Assert.Equal(0, _process.ExitCode);
        await _rest;
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process?.Dispose();
        _folder.Dispose();
    }
}
