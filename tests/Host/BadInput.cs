using System.Text;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Input that is not what it should be, given to the real executable: one clear line, the right exit code, nothing imported.</summary>
public sealed class BadInput
{
    private static readonly string[] Columns = ["--time", "time", "--sensor", "temperature=temp"];

    public static TheoryData<string, string, string> Files => new()
    {
        { "empty.csv", "", "empty.csv" },
        { "header.csv", "time,temp\n", "header.csv" },
        { "columns.csv", "when,warmth\n2025-01-01T00:00:00Z,1\n", "columns.csv" },
        { "dates.csv", "time,temp\n2025-02-30T00:00:00Z,1\n2025-13-01T00:00:00Z,2\nnever,3\n", "dates.csv" },
        { "numbers.csv", "time,temp\n2025-01-01T00:00:00Z,warm\n", "numbers.csv" },
        { "binary.csv", "time,temp\n\0\u0001\u0002\0\0\u0003", "binary.csv" },
        { "notpacked.csv.gz", "time,temp\n2025-01-01T00:00:00Z,1\n", "notpacked.csv.gz" },
        { "notpacked.csv.xz", "time,temp\n2025-01-01T00:00:00Z,1\n", "notpacked.csv.xz" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_that_cannot_be_imported_is_named_and_nothing_is_imported(string name, string content, string said)
    {
        using var folder = new TempFolder();
        folder.Write("good.csv", "time,temp\n2025-01-01T00:00:00Z,1\n");
        folder.Write(name, content);
        await RefusedAsync(folder, ["good.csv", name], said);
    }

    [Fact]
    public async Task A_packed_file_that_was_cut_off_is_refused()
    {
        using var folder = new TempFolder();
        var rows = new StringBuilder("time,temp\n");
        for (var i = 0; i < 5000; i++) rows.Append($"2025-01-01T{i / 3600:00}:{i / 60 % 60:00}:{i % 60:00}Z,{i * 7919 % 997}\n");
        folder.Write("whole.csv", rows.ToString());
        await Command.RunAsync("sh", ["-c", "gzip -c whole.csv | head -c 9000 > cut.csv.gz; xz -c whole.csv | head -c 5000 > cut.csv.xz"], folder.Path);
        await RefusedAsync(folder, ["cut.csv.gz"], "cut.csv.gz");
        await RefusedAsync(folder, ["cut.csv.xz"], "cut.csv.xz");
    }

    [Fact]
    public async Task A_folder_without_a_table_and_a_path_without_a_file_are_named()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["hollow"]);
        await RefusedAsync(folder, ["hollow"], "hollow: the folder holds no .csv");
        await RefusedAsync(folder, ["missing.csv"], "missing.csv: there is no such file or folder");
        await RefusedAsync(folder, ["*.csv"], "*.csv: no file matches");
    }

    [Fact]
    public async Task Ten_gigabytes_of_one_line_are_refused_after_the_first_megabyte()
    {
        using var folder = new TempFolder();
        var script = folder.WriteScript("pour", $"#!/bin/sh\nhead -c 10G /dev/zero | tr '\\000' a | dotnet '{Viz.Dll}' import - {string.Join(' ', Columns)}\n");
        var result = await Command.RunAsync(script, [], folder.Path, Viz.Clean, timeout: TimeSpan.FromMinutes(1));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("1 MiB", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_malformed_row_is_skipped_and_shown_but_fatal_when_strict()
    {
        using var folder = new TempFolder();
        folder.Write("one.csv", "time,temp\n2025-01-01T00:00:00Z,1\nnever,2\n");
        await RefusedAsync(folder, ["one.csv", "--strict"], "one.csv, line 3");
        var result = await Viz.RunAsync(["import", "one.csv", .. Columns], folder.Path);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("one.csv, line 3", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_none_or_has_no_such_table_is_named()
    {
        using var folder = new TempFolder();
        folder.Write("text.db", "this is a text, and long enough not to be taken for an empty database");
        using (var other = SqliteFile.OpenOwn(folder["other.db"])) SqliteFile.Execute(other, "CREATE TABLE weather (at TEXT, warm REAL)");
        await EndsAsync(folder, ["backfill", "--source", "text.db"], 4, "text.db: it is not an SQLite database, or it is damaged");
        await EndsAsync(folder, ["backfill", "--source", "other.db"], 4, "other.db has no table environmental_data; its tables: weather");
    }

    private static async Task RefusedAsync(TempFolder folder, IEnumerable<string> files, string said)
    {
        await EndsAsync(folder, ["import", .. files, .. Columns], 2, said);
        var stats = await Viz.RunAsync(["stats", "--json"], folder.Path);
        if (stats.ExitCode == 0) Assert.DoesNotContain("temperature", stats.Output, StringComparison.Ordinal);
    }

    private static async Task EndsAsync(TempFolder folder, IEnumerable<string> arguments, int code, string said)
    {
        var result = await Viz.RunAsync(arguments, folder.Path);
        Assert.True(result.ExitCode == code, result.ToString());
        Assert.Contains(said, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?m)^\s+at \w|Unhandled exception", result.Output + result.Errors);
        Assert.InRange(result.Errors.Trim().Split('\n').Length, 1, 3);
    }
}
