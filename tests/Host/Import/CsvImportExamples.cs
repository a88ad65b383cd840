using System.IO.Compression;
using System.Text;
using NodaTime;
using VizPipeline.Host;
using VizPipeline.Stages;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

public sealed class CsvImportExamples : ImportFixture
{
    private const string Two = "time,temp,hum\n2025-01-15T08:00:00Z,21.5,40\n2025-01-15T08:01:00Z,21.6,41\n";

    [Fact]
    public async Task Rows_become_readings()
    {
        var report = Import(Write("a.csv", Two));
        Assert.Equal(["2025-01-15T08:00:00Z 21.5 40", "2025-01-15T08:01:00Z 21.6 41"], await RowsAsync());
        Assert.Equal((1, 2, 0), (report.Files, report.Rows, report.Malformed));
        Assert.Equal((2, 0), (report.Sensors[0].Added, report.Sensors[0].Duplicates));
    }

    [Fact]
    public async Task A_byte_order_mark_carriage_returns_quotes_and_blanks_in_the_header_do_not_matter()
    {
        Import(Write("a.csv", "\uFEFF\"time\", temp ,\"hum\"\r\n\"2025-01-15 08:00\",\"21.5\",\" 40 \"\r\n\r\n"));
        Assert.Equal(["2025-01-15T08:00:00Z 21.5 40"], await RowsAsync());
    }

    [Fact]
    public async Task An_empty_cell_and_a_word_for_no_number_never_overwrite_a_value()
    {
        Import(Write("a.csv", Two));
        var report = Import(Write("b.csv", "time,temp,hum\n2025-01-15T08:00:00Z,,NaN\n2025-01-15T08:01:00Z,inf,42\n"));
        Assert.Equal(["2025-01-15T08:00:00Z 21.5 40", "2025-01-15T08:01:00Z 21.6 42"], await RowsAsync());
        Assert.Equal(1, report.Sensors[0].Dropped[DropReason.Empty]);
        Assert.Equal(1, report.Sensors[0].Dropped[DropReason.Infinite]);
        Assert.Equal(1, report.Sensors[1].Dropped[DropReason.NotANumber]);
        Assert.Equal(1, report.Sensors[1].Duplicates);
    }

    [Fact]
    public async Task Malformed_rows_are_skipped_counted_and_the_first_ten_shown_with_file_line_and_reason()
    {
        var bad = string.Concat(Enumerable.Repeat("tomorrow,1,2\n", 12));
        var path = Write("a.csv", Two + "2025-01-15T08:02:00Z,warm,1\n2025-01-15T08:03:00Z,1\n2025-01-15T08:04:00Z,\"1\"x,1\n" + bad + "2025-01-15T09:00:00Z,1,2\n");
        var report = Import(path);
        Assert.Equal(15, report.Malformed);
        Assert.Equal(10, report.FirstMalformed.Length);
        Assert.Equal($"{path}, line 4: temp \"warm\" is no number", $"{report.FirstMalformed[0]}");
        Assert.Equal($"{path}, line 5: has 2 fields, expected 3", $"{report.FirstMalformed[1]}");
        Assert.Equal($"{path}, line 6: a quote stands where none may", $"{report.FirstMalformed[2]}");
        Assert.StartsWith($"{path}, line 7: time \"tomorrow\" is not ISO 8601", $"{report.FirstMalformed[3]}", StringComparison.Ordinal);
        Assert.Equal(3, (await RowsAsync()).Count);
    }

    [Fact]
    public async Task Strict_makes_a_malformed_row_refuse_everything()
    {
        var refusal = Refused(new ImportRequest([Write("a.csv", Two), Write("b.csv", Two + "tomorrow,1,2\n")], "time", TempAndHum) { Strict = true });
        Assert.Contains("b.csv, line 4", refusal.Message, StringComparison.Ordinal);
        Assert.False(await HasReadingsAsync());
    }

    [Fact]
    public async Task A_quote_left_open_spoils_one_row_and_not_the_rest()
    {
        var report = Import(Write("a.csv", Two + "\"2025-01-15T08:02:00Z,1,2\n2025-01-15T08:03:00Z,3,4\n"));
        Assert.Equal(1, report.Malformed);
        Assert.Equal("2025-01-15T08:03:00Z 3 4", (await RowsAsync())[^1]);
    }

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

    [Theory]
    [InlineData("unix", "1736928000.25", "2025-01-15T08:00:00.25Z")]
    [InlineData("iso", "2025-01-15 00:00:00-08", "2025-01-15T08:00:00Z")]
    [InlineData("iso", "2025-01-15T00:00", "2025-01-15T08:00:00Z")]
    [InlineData("dd.MM.uuuu HH:mm", "15.01.2025 00:00", "2025-01-15T08:00:00Z")]
    [InlineData("uuuu-MM-dd HH:mm:sso<+HH:mm>", "2025-01-15 09:00:00+01:00", "2025-01-15T08:00:00Z")]
    [InlineData("iso", "2025-11-02T01:30:00", "2025-11-02T08:30:00Z")]
    public async Task Times_are_read_as_their_format_says_and_naive_ones_in_the_zone_the_earlier_where_they_occur_twice(string format, string time, string instant)
    {
        Import(InLosAngeles(format, $"time,temp,hum\n{time},1,2\n"));
        Assert.Equal([$"{instant} 1 2"], await RowsAsync());
    }

    [Fact]
    public void A_naive_time_that_never_occurs_is_malformed() =>
        Assert.Contains("never occurs in America/Los_Angeles", Refused(InLosAngeles("iso", "time,temp,hum\n2025-03-09T02:30:00,1,2\n")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Sensors_that_the_table_has_no_column_for_become_columns()
    {
        Import(new ImportRequest([Write("a.csv", "when;Wind \"gust\"\n2025-01-15T08:00:00Z;7\n")], "when", [new("gust", "wind gust", "Wind \"gust\"")]) { Delimiter = ";" });
        Assert.Equal(["2025-01-15T08:00:00Z NaN 7"], await RowsAsync("temp", "wind gust"));
    }

    [Fact]
    public async Task A_header_without_a_name_for_the_first_column_is_understood()
    {
        Import(Write("a.csv", "\"time\",\"temp\",\"hum\"\n\"1\",2025-01-15T08:00:00Z,21.5,40\n\"2\",2025-01-15T08:01:00Z,21.6,41\n"));
        Assert.Equal(["2025-01-15T08:00:00Z 21.5 40", "2025-01-15T08:01:00Z 21.6 41"], await RowsAsync());
    }

    [Fact]
    public async Task A_delimiter_at_the_end_of_each_row_is_understood()
    {
        Import(Write("a.csv", "time,temp,hum\n2025-01-15T08:00:00Z,21.5,40,\n"));
        Assert.Equal(["2025-01-15T08:00:00Z 21.5 40"], await RowsAsync());
    }

    [Fact]
    public void A_header_shorter_than_its_rows_is_refused_where_the_time_does_not_show_how() =>
        Assert.Contains("give the unnamed column a name",
            Refused(new ImportRequest([Write("a.csv", "time,temp,hum\n1,1736928000,21.5,40\n")], "time", TempAndHum) { TimeFormat = "unix" }).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_row_of_an_older_program_is_found_in_whatever_form_its_time_is_written()
    {
        using (var database = SqliteFile.OpenOwn(Readings.Path))
            SqliteFile.Execute(database, "CREATE TABLE environmental_data (time TEXT PRIMARY KEY, temp, hum); INSERT INTO environmental_data VALUES ('2025-01-15 00:00:00-08:00', 1, 2), ('2025-01-15T08:01:00.000000', 3, 4)");
        Import(Write("a.csv", "time,temp,hum\n2025-01-15T08:00:00Z,21.5,\n2025-01-15T08:01:00Z,21.6,41\n"));
        Assert.Equal(["2025-01-15T08:00:00Z 21.5 2", "2025-01-15T08:01:00Z 21.6 41"], await RowsAsync());
        using var after = SqliteFile.OpenForeign(Readings.Path);
        using var count = after.CreateCommand();
        count.CommandText = "SELECT count(*) FROM environmental_data";
        Assert.Equal(2L, await count.ExecuteScalarAsync(TestContext.Current.CancellationToken));
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

    [Fact]
    public async Task Statistics_tell_readings_days_gaps_duplicates_and_drops_of_all_imports()
    {
        Import(Write("a.csv", "time,temp,hum\n2025-01-15T07:59:00Z,1,\n2025-01-15T08:00:00Z,2,5\n2025-01-15T09:00:01Z,3,5\n2025-01-15T09:00:01Z,4,\nnever,1,1\n"));
        var temp = await SensorStats.OfAsync(Readings.Source, Sensor("temp"), DateTimeZoneProviders.Tzdb["America/Los_Angeles"], Readings.Imported("temperature"), TestContext.Current.CancellationToken);
        Assert.Equal((3, 2, 1, 1), (temp.Readings, temp.Days, temp.Gaps, temp.Duplicates));
        Assert.Equal(Instant.FromUtc(2025, 1, 15, 7, 59), temp.First);
        Assert.Equal(Instant.FromUtc(2025, 1, 15, 9, 0, 1), temp.Last);
        Assert.Equal(1, temp.Dropped[DropReason.BadTime]);
        var hum = await SensorStats.OfAsync(Readings.Source, Sensor("hum"), DateTimeZone.Utc, Readings.Imported("humidity"), TestContext.Current.CancellationToken);
        Assert.Equal((2, 1, 2), (hum.Readings, hum.Days, hum.Dropped[DropReason.Empty]));
    }

    private ImportRequest InLosAngeles(string format, string text) =>
        new([Write("a.csv", text)], "time", TempAndHum) { TimeFormat = format, Zone = DateTimeZoneProviders.Tzdb["America/Los_Angeles"] };

    private async Task<bool> HasReadingsAsync()
    {
        try
        {
            return (await RowsAsync()).Count > 0;
        }
        catch (SourceException)
        {
            return false;
        }
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

    private sealed class Endless : Stream
    {
        private static readonly byte[] Start = Encoding.UTF8.GetBytes("time,temp,hum\n2025-01-15T08:00:00Z,1,2\n");

        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => 10L << 30;

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            for (var i = 0; i < count; i++) buffer[offset + i] = Given + i < Start.Length ? Start[Given + i] : (byte)'7';
            Given += count;
            return count;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
