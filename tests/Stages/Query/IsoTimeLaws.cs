using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class IsoTimeLaws
{
    private static Gen<PlantedRow> Any =>
        from day in Gen.Choose(-719_000, 2_932_000)
        from second in Gen.Choose(0, 86_399)
        from fraction in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(0, 9_999_999)))
        from form in Gen.Choose(0, 1023)
        select new PlantedRow((day * NodaConstants.TicksPerDay) + (second * NodaConstants.TicksPerSecond) + fraction, form, []);

    [Fact]
    public void Every_form_of_an_instant_reads_as_that_instant() => Law.Holds(Any, row =>
        IsoTime.TryParse(row.Text, out var time) && (time.Ticks == row.Ticks || !row.Text.Contains(':', StringComparison.Ordinal)) && Canonical(time.Ticks), runs: 5000);

    [Fact]
    public void No_later_text_is_earlier_by_more_than_the_widest_offset_before_its_midnight() => Law.Holds(
        from a in Any from days in Gen.Choose(-2, 2) from b in Any select (a, b: b with { Ticks = a.Ticks + (days * NodaConstants.TicksPerDay) }), pair =>
        {
            if (string.CompareOrdinal(pair.a.Text, pair.b.Text) > 0) return true;
            return IsoTime.TryParse(pair.a.Text, out var a) && IsoTime.TryParse(pair.b.Text, out var b) && b.Ticks >= a.Midnight - IsoTime.WidestOffset;
        }, runs: 5000);

    [Theory]
    [InlineData("2025-01-15", "2025-01-15T00:00:00Z")]
    [InlineData("2025-01-15t08:00z", "2025-01-15T08:00:00Z")]
    [InlineData("2025-01-15 08:00:00,123456789 -0330", "2025-01-15T11:30:00.1234567Z")]
    [InlineData("2024-02-29T23:59:59+18", "2024-02-29T05:59:59Z")]
    public void Examples_of_what_is_read(string text, string instant)
    {
        Assert.True(IsoTime.TryParse(text, out var time));
        Assert.Equal(instant, IsoTime.Canonical(time.Ticks));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2025-1-15T08:00:00Z")]
    [InlineData("2025-01-15T")]
    [InlineData("2025-01-15T08")]
    [InlineData("2025-01-15T08:00:00Zulu")]
    [InlineData("2025-01-15T08:00:60Z")]
    [InlineData("2025-01-15T24:00:00Z")]
    [InlineData("2025-02-29T00:00:00Z")]
    [InlineData("2025-00-10T00:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("2025-01-15T08:00:00.")]
    [InlineData("2025-01-15T08:00:00+19:00")]
    [InlineData("2025-01-15T08:00:00+05:60")]
    [InlineData("２０２５-01-15")]
    public void Examples_of_what_is_not(string text) => Assert.False(IsoTime.TryParse(text, out _));

    private static bool Canonical(long ticks) => IsoTime.TryParse(IsoTime.Canonical(ticks), out var again) && again.Ticks == ticks;
}
