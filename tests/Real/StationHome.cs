using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A folder with a real station's files and homes made from them by the real program. A test that needs files which are not there is skipped.</summary>
internal sealed class StationHome : IDisposable
{
    private static readonly string Root = Environment.GetEnvironmentVariable("VIZ_TEST_DATA") ?? Checkout.File("../shared/data");
    private static readonly string Tool = Environment.GetEnvironmentVariable("VIZ_TEST_REFERENCE") ?? Path.Combine(Root, "..", "tools", "strip_reference.py");

    private readonly TempFolder _folder = new();
    private int _jobs;

    public static bool IsLong => Environment.GetEnvironmentVariable("VIZ_TEST_LONG") == "1";

    public string this[string name] => _folder[name];

    /// <summary>The path of a file of VIZ_TEST_DATA.</summary>
    public static string Need(string name)
    {
        var path = Path.Combine(Root, name);
        Assert.SkipUnless(File.Exists(path), $"{name} is not in VIZ_TEST_DATA");
        return path;
    }

    public static void NeedReference() => Assert.SkipUnless(File.Exists(Tool), "strip_reference.py is not beside VIZ_TEST_DATA; VIZ_TEST_REFERENCE says where it is");

    /// <summary>Runs another program, which must go well.</summary>
    public async Task<string> RunAsync(string program, params string[] arguments)
    {
        var result = await Command.RunAsync(program, arguments, _folder.Path, timeout: IsLong ? TimeSpan.FromHours(2) : null);
        Assert.True(result.ExitCode == 0, $"{program} is needed here: {result}");
        return result.Output;
    }

    /// <summary>Runs viz, which must go well.</summary>
    public async Task<string> VizAsync(string arguments, params (string Name, string? Value)[] environment)
    {
        var result = await Viz.RunAsync(arguments.Split(' '), _folder.Path, environment);
        Assert.True(result.ExitCode == 0, $"viz {arguments}: {result}");
        return result.Output;
    }

    public async Task<List<LedgerEntry>> RowsAsync(string home)
    {
        await using var ledger = SqliteLedger.OpenToRead(_folder[$"{home}/ledger.db"])!;
        return await ledger.ReadAsync([.. Enum.GetValues<WindowState>()], TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The pictures of some rows as the checker wants them, a job a sensor and kind.</summary>
    public IEnumerable<string> Jobs(string home, IEnumerable<LedgerEntry> rows, RealColumns columns) =>
        from series in rows.GroupBy(row => (row.Sensor, row.Window.Kind))
        select Job(columns, series.Key.Sensor, series.Key.Kind, series.Select(row => (_folder[$"{home}/pictures/{row.PinId}"], row.Window)));

    public string Job(RealColumns columns, string sensor, WindowKind kind, IEnumerable<(string Path, Window Window)> pictures) => _folder.Write(
        $"jobs/{++_jobs}.json",
        JsonSerializer.Serialize(new
        {
            csv = columns.Files,
            time = columns.Time,
            value = columns.Sensors[sensor].Column,
            naive = columns.Naive,
            zone = columns.Naive,
            interval = kind.Interval(),
            palette = columns.Sensors[sensor].Palette,
            pictures = pictures.Select(picture => new object[] { picture.Path, picture.Window.Start.ToUnixTimeSeconds(), picture.Window.End.ToUnixTimeSeconds() }),
        }));

    /// <summary>Every pixel of every picture of the jobs is the reference's, as Pillow unpacks them.</summary>
    public async Task CompareAsync(IReadOnlyCollection<string> jobs, int pictures)
    {
        // One process a core: decoding is what takes long.
        var answers = await Task.WhenAll(jobs.Chunk((jobs.Count + 1) / 2).Select(some => RunAsync("/usr/bin/python3", [Checkout.File("tests/Witnesses/check_pictures.py"), Tool, .. some])));
        var lines = answers.SelectMany(answer => answer.Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.All(lines, line => Assert.EndsWith(" compared", line, StringComparison.Ordinal));
        Assert.Equal(pictures, lines.Sum(line => int.Parse(line.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>The format's own checker has nothing to say of any file.</summary>
    public async Task PngcheckAsync(IReadOnlyCollection<string> pictures)
    {
        var answers = await Task.WhenAll(pictures.Chunk((pictures.Count + 1) / 2).Select(some => RunAsync("pngcheck", ["-q", .. some])));
        Assert.All(answers, answer => Assert.Equal("", answer.Trim()));
    }

    /// <summary>Appends a proof that went well to its table.</summary>
    public static Task NoteAsync(string drawn, int compared) => File.AppendAllTextAsync(
        Checkout.File("bench/results/real-data.md"),
        FormattableString.Invariant($"| {SystemClock.Instance.GetCurrentInstant():uuuu-MM-dd} | {Environment.ProcessorCount} cores | {drawn} | {compared:N0} compared | no pixel |\n"));

    public void Dispose() => _folder.Dispose();
}

/// <summary>Where a station's files have what. Naive times are in the zone of the pictures.</summary>
internal sealed record RealColumns(ImmutableArray<string> Files, string Time, string Naive, ImmutableDictionary<string, (string Column, string Palette)> Sensors)
{
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[Naive];
}
