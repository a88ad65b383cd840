using System.Globalization;
using System.Text.Json;
using NodaTime;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The most memory that the real program is resident with does not grow with the history it draws. A sample by default; two years with VIZ_TEST_LONG=1.</summary>
public sealed class PeakMemory : IDisposable
{
    // Python's standard library tells the peak of a child that has ended, which nobody can read from /proc any more.
    internal const string Measure = "import resource, subprocess, sys; code = subprocess.run(sys.argv[1:]).returncode; print('peak', resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr); sys.exit(code)";

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("VIZ_TEST_LONG") == "1";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Daily_and_hourly_pictures_of_years_take_no_more_than_those_of_two_weeks()
    {
        var days = IsLong ? 730 : 120;
        string[] options = ["--interval", "daily", "--interval", "hourly"];
        var few = 0L;
        // Two weeks are over in a second, before the runtime has settled: the highest of three.
        for (var i = 0; i < 3; i++) few = Math.Max(few, await PeakAsync(14, options));
        var many = await PeakAsync(days, options);
        if (IsLong) await NoteAsync("daily and hourly", "14 days", few, string.Create(CultureInfo.InvariantCulture, $"{days} days"), many);
        Assert.True(many <= few * 1.2, $"{days} days take {many >> 20} MB, two weeks {few >> 20} MB");
    }

    [Fact]
    public async Task Cumulative_pictures_stay_within_the_bound_that_the_dry_run_prints()
    {
        var days = IsLong ? 365 : 60;
        string[] options = ["--sensor", "temperature", "--interval", "cumulative"];
        var source = MadeSource.Write(_folder["cumulative.db"], days);
        var plan = await RunAsync(["backfill", "--source", source, "--home", _folder["home"], "--dry-run", "--json", .. options]);
        using var document = JsonDocument.Parse(plan.Output);
        var bound = document.RootElement.GetProperty("memoryBound").GetInt64();
        var peak = await PeakAsync(days, options);
        if (IsLong) await NoteAsync(string.Create(CultureInfo.InvariantCulture, $"cumulative, {days} days"), "bound", bound, "peak", peak);
        Assert.True(peak <= bound, $"{days} days take {peak >> 20} MB, the dry run said {bound >> 20} MB");
        Assert.True(bound < peak * 4, $"the bound of {bound >> 20} MB says nothing: it was {peak >> 20} MB");
    }

    private async Task<long> PeakAsync(int days, params string[] options)
    {
        var (source, home) = (_folder[$"{days}.db"], _folder[$"{days}"]);
        if (!File.Exists(source)) MadeSource.Write(source, days);
        var result = await RunAsync(["backfill", "--source", source, "--home", home, .. options]);
        Assert.True(result.ExitCode == 0, result.ToString());
        Directory.Delete(home, recursive: true);
        var line = Assert.Single(result.Errors.Split('\n'), line => line.StartsWith("peak ", StringComparison.Ordinal));
        return long.Parse(line[5..], CultureInfo.InvariantCulture) * 1024;
    }

    // At full size in the long run; by default the same pictures with fewer bytes. What a newer cumulative picture replaced need not fill the disk.
    private Task<CommandResult> RunAsync(IEnumerable<string> arguments) => Command.RunAsync(
        "python3",
        ["-c", Measure, "dotnet", Viz.Dll, .. arguments],
        _folder.Path,
        [.. Viz.Clean, ("VIZ_SCALE", IsLong ? "4" : "1"), ("UNPIN_REPLACED", "true")],
        timeout: TimeSpan.FromMinutes(IsLong ? 60 : 5));

    private static async Task NoteAsync(string what, string one, long first, string other, long second)
    {
        var folder = Checkout.File("bench/results");
        var commit = (await Command.RunAsync("git", ["rev-parse", "--short", "HEAD"], folder)).Output.Trim();
        await File.AppendAllTextAsync(
            Path.Combine(folder, "memory.md"),
            string.Create(CultureInfo.InvariantCulture,
                $"| {SystemClock.Instance.GetCurrentInstant():uuuu-MM-dd} | {commit} | {Environment.ProcessorCount} cores | {what} | {one}: {first >> 20} MB | {other}: {second >> 20} MB | {(double)second / first:0.00} |\n"));
    }
}
