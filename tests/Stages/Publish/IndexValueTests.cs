using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The values of the index, byte for byte as docs/pictures.md has them, and back.</summary>
public class IndexValueTests
{
    private static readonly Cid Hello = new("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e");

    private static readonly Gen<(WindowNames Names, IndexValue Value)> Values =
        from recording in Recording.Any
        from window in Gen.Elements(recording.Windows.ToArray())
        from points in Gen.Choose(0, int.MaxValue)
        from time in Gen.Choose(0, 1_000_000)
        from updated in Gen.Choose(0, int.MaxValue)
        let names = new WindowNames(recording.Calendar, station: null)
        select (names, new IndexValue(Hello, Instant.FromUnixTimeSeconds(updated), names.FileName(window), "uv", window, points, time / 10_000.0));

    private static IndexValue Fifteenth { get; } = new(
        Hello, Instant.FromUnixTimeSeconds(1737000000) + Duration.FromMilliseconds(999), "2025-01-15_daily.png", "temperature",
        Zones.Calendar("America/Los_Angeles").DayOn(new(2025, 1, 15))!.Daily(), 1440, 1.23);

    private static WindowNames Names { get; } = new(Zones.Calendar("America/Los_Angeles"), station: null);

    [Fact]
    public void A_value_is_exactly_the_text_of_the_page_on_pictures() => Assert.Equal(
        """{"ipfs_url":"ipfs://bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e","updated_at":"1737000000","metadata":{"filename":"2025-01-15_daily.png","sensor_type":"temperature","interval":"daily","data_points":1440,"processing_time":1.23,"start_time":"2025-01-15T00:00:00-08:00","end_time":"2025-01-16T00:00:00-08:00"}}""",
        Fifteenth.ToJson(Names));

    [Fact]
    public void An_offset_before_utc_is_written_plainly()
    {
        var names = new WindowNames(Zones.Calendar("Australia/Lord_Howe"), station: null);
        var hour = Zones.Calendar("Australia/Lord_Howe").DayOn(new(2025, 4, 6))!.Hourly().ElementAt(2);
        var json = (Fifteenth with { Window = hour, FileName = names.FileName(hour) }).ToJson(names);
        Assert.Contains("+1", json, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u", json, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_read_back() => Law.Holds(Values, test => IndexValue.TryParse(test.Value.ToJson(test.Names)) == test.Value);

    [Fact]
    public void The_law_refutes_a_writer_that_loses_the_offset() =>
        Mutant.IsRefuted(Values, test => IndexValue.TryParse(test.Value.ToJson(new(new LocalCalendar(DateTimeZone.Utc), station: null)).Replace("+00:00", "-08:00", StringComparison.Ordinal)) == test.Value);

    [Fact]
    public void Text_that_is_damaged_anywhere_is_another_value_or_none_and_never_an_exception() => Law.Holds(
        from at in Gen.Choose(0, 2000)
        from length in Gen.Choose(0, 30)
        from instead in Gen.Elements("", "\"", "{", "9999999999999999999999", "null", "-", "\\", "é", "1e999", "[]")
        select (at, length, instead),
        damage =>
        {
            var text = Fifteenth.ToJson(Names);
            var (start, end) = (damage.at % text.Length, Math.Min(text.Length, (damage.at % text.Length) + damage.length));
            IndexValue.TryParse(text[..start] + damage.instead + text[end..]);
            return true;
        },
        runs: 3000);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e")]
    [InlineData("""{"ipfs_url":"ipfs://x","updated_at":1737000000,"metadata":{}}""")]
    [InlineData("""{"ipfs_url":"ipfs://x","updated_at":"99999999999999999999","metadata":{}}""")]
    [InlineData("""{"ipfs_url":null,"updated_at":"1","metadata":null}""")]
    public void Anything_else_is_no_value(string text) => Assert.Null(IndexValue.TryParse(text));
}
