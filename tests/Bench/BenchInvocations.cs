using System.Text.Json;
using VizPipeline.Bench;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The bench as a process of its own. Its figures are its readers' business: only their shape is tested.</summary>
public class BenchInvocations
{
    private static readonly string[] Fields = ["bench", "case", "value", "unit", "peer", "peer_value", "ratio"];

    [Fact]
    public async Task Every_bench_works_in_tiny_sizes_and_writes_its_rows()
    {
        using var folder = new TempFolder();
        var names = BenchArguments.Names.Split(", ");
        var result = await RunAsync(folder, [.. names, "--quick", "--json", "rows.json"]);
        Assert.True(result.ExitCode == 0, result.ToString());

        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(folder["rows.json"], TestContext.Current.CancellationToken));
        var rows = json.RootElement.EnumerateArray().ToList();
        Assert.Equal(names, rows.Select(row => row.GetProperty("bench").GetString()!).Distinct());
        Assert.All(rows, row => Assert.Equal(Fields, row.EnumerateObject().Select(field => field.Name)));
        Assert.All(rows, row => Assert.True(row.GetProperty("value").GetDouble() > 0 || row.GetProperty("unit").GetString() is { } unit && (unit == Unit.Kilobytes.Name || unit == Unit.Refused.Name), row.ToString()));
        Assert.All(rows, row => Assert.Contains($"| {row.GetProperty("case").GetString()} ", result.Output, StringComparison.Ordinal));
        Assert.Contains(rows, row => row.GetProperty("ratio").ValueKind == JsonValueKind.Number);
    }

    [Theory]
    [InlineData("pictrs", "bench: there is no bench \"pictrs\"; there are: NAMES")]
    [InlineData("", "bench: name a bench; there are: NAMES")]
    [InlineData("engine --fast", "bench: there is no option --fast; there are: --json FILE, --save, --quick, --days N, --rounds N, --case TEXT")]
    [InlineData("engine --json", "bench: --json needs a file")]
    [InlineData("road --days 0", "bench: --days needs a number from 1 on")]
    [InlineData("engine --quick --save", "bench: --save keeps only what was measured in full: leave out --quick")]
    public async Task Wrong_usage_is_one_clear_line_and_exit_2(string arguments, string said)
    {
        using var folder = new TempFolder();
        var result = await RunAsync(folder, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((2, "", said.Replace("NAMES", BenchArguments.Names, StringComparison.Ordinal) + "\n"), (result.ExitCode, result.Output, result.Errors));
    }

    private static Task<CommandResult> RunAsync(TempFolder folder, string[] arguments) =>
        Command.RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "VizPipeline.Bench.dll"), .. arguments], folder.Path);
}
