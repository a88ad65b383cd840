using System.Collections.Immutable;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Host;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Imports some files, all in one command, into an empty database, and gives what is then in it.</summary>
internal delegate Task<IReadOnlyList<string>> Importer(ImmutableArray<string> files);

public sealed class CsvImportLaws : ImportFixture
{
    /// <summary>Lines that files share: instants twice in two forms, cells that are empty in one file and known in another.</summary>
    private sealed record Shared(ImmutableArray<string> Lines, ImmutableArray<int> Files, ImmutableArray<int> Order);

    private static Gen<Shared> Any =>
        from seeds in Gen.Choose(0, 1 << 20).NonEmptyListOf()
        let lines = seeds.Take(30).Select(Line).ToImmutableArray()
        from files in Gen.Choose(0, 3).ListOf(lines.Length)
        from order in Gen.Shuffle(Enumerable.Range(0, 4).ToArray())
        select new Shared(lines, [.. files], [.. order]);

    // The values follow from the instant, as they do where several files hold the same measurement.
    private static string Line(int seed)
    {
        var minute = seed % 7;
        var time = seed / 7 % 2 == 0 ? $"2025-01-15T08:0{minute}:00Z" : $"2025-01-15 09:0{minute}+01:00";
        return string.Create(CultureInfo.InvariantCulture, $"{time},{(seed / 14 % 3 == 0 ? "" : minute + 0.5)},{(seed / 42 % 3 == 0 ? "" : minute * 2)}");
    }

    private static void OrderAndOverlapDoNotMatter(Importer import) => Law.Holds(Any, async made =>
    {
        var good = "2025-01-16T00:00:00Z,1,1\n";
        string File(IEnumerable<string> lines) => "time,temp,hum\n" + string.Concat(lines.Select(line => line + "\n")) + good;
        var whole = await import([File(made.Lines)]);
        var split = made.Order.Select(part => File(made.Lines.Where((_, i) => made.Files[i] == part || (i + part) % 5 == 0)));
        return whole.SequenceEqual(await import([.. split]));
    }, runs: 60);

    private async Task<IReadOnlyList<string>> ImportAsync(ImmutableArray<string> files)
    {
        foreach (var old in Directory.GetFiles(Folder)) File.Delete(old);
        Import([.. files.Select((text, i) => Write($"{i}.csv", text))]);
        return await RowsAsync();
    }

    [Fact]
    public void Order_and_overlap_of_files_do_not_matter() => OrderAndOverlapDoNotMatter(ImportAsync);

    [Fact]
    public void That_law_refutes_an_import_that_writes_empty_cells_over_values() =>
        Mutant.IsRefuted(() => OrderAndOverlapDoNotMatter(files => Task.FromResult<IReadOnlyList<string>>(
            [.. Fields(files).GroupBy(row => At(row[0])).Select(rows => $"{rows.Key} {rows.Last()[1]} {rows.Last()[2]}").Order()])));

    [Fact]
    public void That_law_refutes_an_import_that_keeps_the_first_row_of_an_instant() =>
        Mutant.IsRefuted(() => OrderAndOverlapDoNotMatter(files => Task.FromResult<IReadOnlyList<string>>(
            [.. Fields(files).GroupBy(row => At(row[0])).Select(rows => $"{rows.Key} {rows.First()[1]} {rows.First()[2]}").Order()])));

    [Fact]
    public async Task An_import_that_is_interrupted_leaves_nothing()
    {
        Import(Write("before.csv", "time,temp,hum\n2025-01-15T08:00:00Z,1,2\n"));
        using var stop = new CancellationTokenSource();
        var big = Write("big.csv", "time,temp,hum,new\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i},1,2,3\n")));
        var request = new ImportRequest([big], "time", [.. TempAndHum, new("new", "new", "new")]) { TimeFormat = "unix" };
        Assert.Throws<OperationCanceledException>(() => new CsvImport(Readings, NodaTime.SystemClock.Instance).Run(request, Stream.Null, new Stopping(stop), stop.Token));
        Assert.Equal(["2025-01-15T08:00:00Z 1 2"], await RowsAsync());
        await Assert.ThrowsAsync<Stages.SourceException>(() => RowsAsync("new"));
    }

    [Fact]
    public void Whatever_bytes_a_file_holds_it_is_imported_or_refused_as_a_whole() => Law.Holds(
        from cut in Gen.Choose(0, 60) from bytes in Gen.Choose(0, 255).ListOf() from noise in Gen.Elements("", "\n", "\"", ",,,,\n", "\r", "\uFEFF") select (cut, bytes, noise),
        async made =>
        {
            foreach (var old in Directory.GetFiles(Folder)) File.Delete(old);
            var text = "time,temp,hum\n2025-01-15T08:00:00Z,1,2\n2025-01-15T08:01:00Z,3,4\n"u8;
            var file = Write("a.csv", [.. text[..made.cut], .. System.Text.Encoding.UTF8.GetBytes(made.noise), .. made.bytes.Select(b => (byte)b), .. text[made.cut..]]);
            try
            {
                var report = Import(file);
                return report.Rows - report.Malformed > 0 && (await RowsAsync()).Count > 0;
            }
            catch (ImportException)
            {
                return await Assert.ThrowsAsync<Stages.SourceException>(() => RowsAsync()) is not null;
            }
        }, runs: 150);

    private static IEnumerable<string[]> Fields(ImmutableArray<string> files) =>
        files.SelectMany(file => file.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)).Select(line => line.Split(','));

    private static string At(string text) => Stages.IsoTime.TryParse(text, out var time) ? Stages.IsoTime.Canonical(time.Ticks) : "";

    private sealed class Stopping(CancellationTokenSource stop) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            if (value.Bytes > 0) stop.Cancel();
        }
    }
}
