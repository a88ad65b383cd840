using VizPipeline.Host;
using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

public sealed class CsvImportExamples : ImportFixture
{
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
}
