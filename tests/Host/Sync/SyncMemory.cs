using System.Globalization;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The most memory that the real program is resident with while it syncs does not grow with the number of rows. A sample by default; millions with VIZ_TEST_LONG=1.</summary>
public sealed class SyncMemory(PostgresServer server) : IDisposable
{
    private static readonly int Many = Environment.GetEnvironmentVariable("VIZ_TEST_LONG") == "1" ? 4_000_000 : 600_000;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_first_pull_and_a_full_one_of_many_rows_take_no_more_than_those_of_few()
    {
        var few = Math.Max(await PeakAsync(60_000), await PeakAsync(60_000));
        var many = await PeakAsync(Many);
        TestContext.Current.TestOutputHelper?.WriteLine($"{few >> 20} MB for few, {many >> 20} MB for {Many}");
        Assert.True(many <= few * 1.25, $"{Many} rows take {many >> 20} MB, 60,000 take {few >> 20} MB");
    }

    private async Task<long> PeakAsync(int rows)
    {
        var upstream = await Upstream.MakeAsync(server);
        await upstream.FillAsync(rows);
        var peak = 0L;
        foreach (var option in (string[][])[[], ["--full"]])
        {
            var result = await Command.RunAsync(
                "python3", ["-c", PeakMemory.Measure, "dotnet", Viz.Dll, "sync", "--home", "home", .. option], _folder.Path, [.. Viz.Clean, ("VIZ_SYNC_FROM", upstream.Source)]);
            Assert.True(result.ExitCode == 0, result.ToString());
            var line = Assert.Single(result.Errors.Split('\n'), line => line.StartsWith("peak ", StringComparison.Ordinal));
            peak = Math.Max(peak, long.Parse(line[5..], CultureInfo.InvariantCulture) * 1024);
        }

        Directory.Delete(_folder["home"], recursive: true);
        return peak;
    }
}
