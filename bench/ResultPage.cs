using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using NodaTime;

namespace VizPipeline.Bench;

/// <summary>A table with what a reader needs to weigh it: the method, the machine, the day, the commit.</summary>
internal static class ResultPage
{
    public static async Task SaveAsync(Bench bench, ImmutableArray<BenchRow> rows, Machine machine)
    {
        var root = Root();
        var file = Path.Combine(root, "bench", "results", $"{bench.Name}.md");
        var day = SystemClock.Instance.GetCurrentInstant().InUtc().Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(file, Text(bench, rows, machine, day, await CommitAsync(root)));
        await Console.Error.WriteLineAsync($"saved {file}");
    }

    internal static string Text(Bench bench, IReadOnlyCollection<BenchRow> rows, Machine machine, string day, string commit) => $"""
        # {bench.Name}

        {bench.Method}

        {Table.Of(rows)}
        {HeldTo.Text(bench.Held, rows)}{machine}. {day}, commit {commit}. Measured by `dotnet run -c Release --project bench -- {bench.Name} --save`.

        """;

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "VizPipeline.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("--save needs a checkout: no folder above the program has VizPipeline.sln");
    }

    private static async Task<string> CommitAsync(string root)
    {
        var commit = await GitAsync(root, "rev-parse", "--short", "HEAD");
        var changes = await GitAsync(root, "status", "--porcelain", "--untracked-files=no", "--", ".", ":!bench/results");
        return changes.Length == 0 ? commit : commit + " with changes";
    }

    private static async Task<string> GitAsync(string root, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = root, RedirectStandardOutput = true })!;
        var text = await git.StandardOutput.ReadToEndAsync();
        await git.WaitForExitAsync();
        return text.Trim();
    }
}
