using System.Globalization;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A made source, and what an ordinary backfill of it came to; made once for all tests of a class, each of which has a home of its own.</summary>
public sealed class DrawnHome : IAsyncLifetime
{
    // The fifth has no reading.
    private const int Days = 6;

    private readonly TempFolder _folder = new();

    /// <summary>CIDs by key of the window; empty ones have none.</summary>
    public IReadOnlyDictionary<string, string> Cids { get; private set; } = new Dictionary<string, string>();

    public string Source => _folder["readings.db"];

    public static IEnumerable<string> Dates { get; } = Enumerable.Range(0, Days).Select(day => $"2025-10-{(24 + day).ToString(CultureInfo.InvariantCulture)}");

    public async ValueTask InitializeAsync()
    {
        MadeSource.Write(Source, Days);
        Cids = await DrawAsync("ordinary", "");
        Assert.Equal(2 * 49 * Days, Cids.Count);
        Assert.InRange(Cids.Values.Distinct().Count(), 49 * Days, 2 * 49 * Days);
    }

    /// <summary>Runs a backfill in a home and gives the CIDs of all it holds, which are those of its files too.</summary>
    /// <param name="home">Its name; one that was used before is gone on with.</param>
    /// <param name="options">More options of the backfill.</param>
    /// <param name="environment">Of the process.</param>
    /// <param name="dll">Another build of the program.</param>
    /// <param name="source">Another source.</param>
    internal async Task<IReadOnlyDictionary<string, string>> DrawAsync(
        string home, string options, IEnumerable<(string Name, string? Value)>? environment = null, string? dll = null, string? source = null)
    {
        string[] arguments = ["backfill", "--source", source ?? Source, "--sensor", "temperature", "--sensor", "pressure", "--home", home];
        var ended = await Command.RunAsync("dotnet", [dll ?? Viz.Dll, .. arguments, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)], _folder.Path, [.. Viz.Clean, .. environment ?? []]);
        Assert.True(ended.ExitCode == 0, $"{home}: {ended}");

        await using var ledger = SqliteLedger.OpenToRead(_folder[$"{home}/ledger.db"])!;
        var cids = new Dictionary<string, string>();
        await foreach (var row in ledger.ReadAsync([.. Enum.GetValues<WindowState>()], TestContext.Current.CancellationToken))
        {
            Assert.True(row.State is WindowState.Done or WindowState.Empty, $"{row}");
            cids.Add(row.Key, row.Cid?.Text ?? "");
            if (row.PinId is { } path) Assert.Equal(row.Cid, VizPipeline.Storage.Cids.Of(await File.ReadAllBytesAsync(_folder[$"{home}/pictures/{path}"], TestContext.Current.CancellationToken)));
        }

        return cids;
    }

    /// <summary>The same, in a process that tells what it is like.</summary>
    internal async Task<(IReadOnlyDictionary<string, string> Cids, string Configuration, int VectorBits)> DrawToldAsync(string home, string? dll = null, params (string Name, string? Value)[] environment)
    {
        var file = _folder[$"{home}.traits"];
        var cids = await DrawAsync(home, "", [.. environment, ("DOTNET_STARTUP_HOOKS", typeof(StartupHook).Assembly.Location), (StartupHook.File, file)], dll);
        var told = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Split(' ');
        return (cids, told[0], int.Parse(told[1], CultureInfo.InvariantCulture));
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
