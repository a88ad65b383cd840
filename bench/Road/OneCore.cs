using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace VizPipeline.Bench;

/// <summary>What a second core is worth: the counted case in processes that may use one core, and all.</summary>
internal static class OneCore
{
    private const int Days = 60;

    public static async Task<IEnumerable<BenchRow>> RunAsync(BenchSizes sizes)
    {
        var all = await ChildAsync(sizes, []);
        var one = await ChildAsync(sizes, ["taskset", "-c", "0"]);
        return [new BenchRow("road", $"counted, not kept, {Environment.ProcessorCount} cores", all, Unit.PicturesPerSecond, "one core", one)];
    }

    private static async Task<double> ChildAsync(BenchSizes sizes, string[] before)
    {
        var file = Path.GetTempFileName();
        string[] command =
        [
            .. before, Environment.ProcessPath!, .. Host(), "road", "--case", "counted", "--json", file,
            .. sizes.IsQuick ? ["--quick"] : (string[])["--days", Number(sizes.DaysOf(Days)), "--rounds", Number(sizes.Rounds ?? 3)],
        ];
        using var child = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
        await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        if (child.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', command)} ended with {child.ExitCode}");
        using var rows = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        File.Delete(file);
        return rows.RootElement[0].GetProperty("value").GetDouble();
    }

    // Started as a program of its own, or by dotnet.
    private static string[] Host() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(OneCore).Assembly.Location] : [];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
