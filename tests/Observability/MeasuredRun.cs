using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using VizPipeline.Tests.Support;

namespace VizPipeline.Tests;

/// <summary>A process that shows its metrics. It is killed when it is no longer looked at.</summary>
internal sealed partial class MeasuredRun : IAsyncDisposable
{
    private const int Days = 300, EverySeconds = 600;

    private readonly Process _process;

    private MeasuredRun(Process process, Uri metrics) => (_process, Metrics) = (process, metrics);

    public Uri Metrics { get; }

    public bool HasEnded => _process.HasExited;

    /// <summary>A backfill of many days that publishes to doubles.</summary>
    public static Task<MeasuredRun> BackfillAsync(TempFolder folder, ProviderDoubles doubles, params (string Name, string? Value)[] settings)
    {
        var source = MadeSource.Write(folder["readings.db"], Days, EverySeconds);
        return StartAsync(["backfill", "--source", source, "--home", folder["home"], "--interval", "hourly", "--interval", "daily"], folder, [.. doubles.Environment, .. settings]);
    }

    /// <summary>Any command that takes <c>--metrics</c>.</summary>
    public static async Task<MeasuredRun> StartAsync(IEnumerable<string> command, TempFolder folder, params (string Name, string? Value)[] settings)
    {
        var process = Viz.Start([.. command, "--metrics", "0"], folder.Path, settings);
        _ = process.StandardOutput.ReadToEndAsync();
        var said = new StringBuilder();
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            said.AppendLine(line);
            if (Address().Match(line) is not { Success: true } match) continue;

            _ = process.StandardError.ReadToEndAsync();
            return new(process, new(match.Groups[1].Value));
        }

        throw new InvalidOperationException($"the run ended before it showed metrics: {said}");
    }

    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    [GeneratedRegex("^metrics: (http://.+)$")]
    private static partial Regex Address();
}
