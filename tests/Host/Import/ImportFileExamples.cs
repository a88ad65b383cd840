using System.IO.Compression;
using System.Text;
using VizPipeline.Host;
using Xunit;

namespace VizPipeline.Tests;

public sealed class ImportFileExamples : ImportFixture
{
    [Theory]
    [InlineData("time,warmth,hum\n2025-01-15T08:00:00Z,1,2\n", "has no column temp; its columns: time, warmth, hum")]
    [InlineData("time,temp,temp,hum\n2025-01-15T08:00:00Z,1,2,3\n", "has 2 columns temp")]
    [InlineData("time,temp,hum\n", "has not one good row")]
    [InlineData("time,temp,hum\nnever,1,2\n", "has not one good row; line 2: time \"never\"")]
    [InlineData("time,temp,hum\n1736928000,1,2\n", "is it --time-format unix?")]
    [InlineData("", "is empty")]
    [InlineData("time,temp,hum\n2025-01-15T08:00:00Z,1,\0\n", "is not text: byte 37 is zero")]
    public async Task A_file_that_is_not_what_it_should_be_refuses_the_whole_command(string text, string why)
    {
        var refusal = Refused(Write("a.csv", Two), Write("b.csv", text));
        Assert.Contains("b.csv", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(ImportFault.Content, refusal.Fault);
        Assert.False(await HasReadingsAsync());
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Sixteen_bit_text_is_refused_with_the_way_to_convert_it(string encoding)
    {
        var its = Encoding.GetEncoding(encoding);
        Assert.Contains("is UTF-16", Refused(Write("a.csv", [.. its.GetPreamble(), .. its.GetBytes(Two)])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_gigabytes_of_one_line_are_refused_after_one_mebibyte()
    {
        using var endless = new Endless();
        var refusal = Refused(new ImportRequest(["-"], "time", TempAndHum), endless);
        Assert.Equal("standard input, line 3 is longer than 1 MiB; expected CSV", refusal.Message);
        Assert.InRange(endless.Given, 1 << 20, 4 << 20);
        Assert.False(await HasReadingsAsync());
    }

    [Fact]
    public async Task Standard_input_is_read_and_left_open()
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(Two));
        Import(new ImportRequest(["-"], "time", TempAndHum), input);
        Assert.Equal(2, (await RowsAsync()).Count);
        Assert.True(input.CanRead);
    }

    [Fact]
    public async Task Gzip_and_xz_are_unpacked_and_globs_and_folders_taken_in_the_order_of_their_names()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "in", "deep"));
        var plain = Write("in/b.csv", "time,temp,hum\n2025-01-15T08:00:00Z,2,2\n");
        using (var packed = new GZipStream(File.Create(Path.Combine(Folder, "in", "a.csv.gz")), CompressionLevel.Fastest)) packed.Write(Encoding.UTF8.GetBytes(Two));
        Write("in/deep/c.csv", "time,temp,hum\n2025-01-15T08:00:00Z,3,3\n");
        Xz(Path.Combine(Folder, "in", "deep", "c.csv"));
        Write("in/readme.md", "no CSV");

        var report = Import(Path.Combine(Folder, "in"));
        Assert.Equal(3, report.Files);
        Assert.Equal(["2025-01-15T08:00:00Z 3 3", "2025-01-15T08:01:00Z 21.6 41"], await RowsAsync());
        Assert.Equal(2, report.Sensors[0].Duplicates);

        Assert.Equal(1, Import(Path.Combine(Folder, "in", "?.csv")).Files);
        Assert.Equal(2, Import(Path.Combine(Folder, "in", "*.csv*"), plain, Path.Combine(Folder, "in", "a.csv.gz")).Files);
        Assert.Equal(3, Import(Path.Combine(Folder, "**", "*.csv*")).Files);
    }

    [Theory]
    [InlineData("a.csv.gz")]
    [InlineData("a.csv.xz")]
    public async Task A_damaged_packed_file_is_refused(string name)
    {
        var refusal = Refused(Write(name, Two));
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(ImportFault.Content, refusal.Fault);
        Assert.False(await HasReadingsAsync());
    }

    [Theory]
    [InlineData(".gz")]
    [InlineData(".xz")]
    public async Task A_packed_file_that_was_cut_off_is_refused_and_not_imported_in_part(string kind)
    {
        var whole = Encoding.UTF8.GetBytes("time,temp,hum\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i},{i * 7919 % 1000},2\n")));
        var path = Write("a.csv", whole);
        if (kind == ".xz") Xz(path);
        else
        {
            using var packed = new GZipStream(File.Create(path + kind), CompressionLevel.Fastest);
            packed.Write(whole);
        }

        using (var file = File.OpenWrite(path + kind)) file.SetLength(file.Length * 2 / 3);
        var refusal = Refused(new ImportRequest([path + kind], "time", TempAndHum) { TimeFormat = "unix" });
        Assert.Equal(ImportFault.Content, refusal.Fault);
        Assert.False(await HasReadingsAsync());
    }

    [Fact]
    public void What_is_not_there_is_said()
    {
        Assert.Equal(ImportFault.Usage, Refused(Path.Combine(Folder, "none.csv")).Fault);
        Assert.Contains("no file matches", Refused(Path.Combine(Folder, "*.csv")).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(Folder, "empty"));
        Assert.Contains("the folder holds no .csv", Refused(Path.Combine(Folder, "empty")).Message, StringComparison.Ordinal);
        Assert.Contains("is neither unix nor iso nor a pattern", Refused(new ImportRequest([Write("a.csv", Two)], "time", TempAndHum) { TimeFormat = "" }).Message, StringComparison.Ordinal);
        Assert.Contains("--delimiter", Refused(new ImportRequest([Write("a.csv", Two)], "time", TempAndHum) { Delimiter = ";;" }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_is_told_in_bytes_up_to_all_of_them()
    {
        var told = new List<ImportProgress>();
        var path = Write("a.csv", "time,temp,hum\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i},1,2\n")));
        Import(new ImportRequest([path], "time", TempAndHum) { TimeFormat = "unix" }, progress: new Told(told));
        Assert.True(told.Count >= 4);
        Assert.Equal(told.Select(each => each.Bytes).Order(), told.Select(each => each.Bytes));
        Assert.Equal(new(path, new FileInfo(path).Length, new FileInfo(path).Length), told[^1]);
    }

    private static void Xz(string path)
    {
        using var xz = System.Diagnostics.Process.Start("xz", path);
        xz.WaitForExit();
        Assert.True(xz.ExitCode == 0, "xz failed: install xz-utils");
    }

    private sealed class Told(List<ImportProgress> told) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => told.Add(value);
    }
}
