using NodaTime;
using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

public class DayBuilderExamples
{
    private static readonly LocalCalendar LosAngeles = Zones.Calendar("America/Los_Angeles");
    private static readonly LocalDay Autumn = LosAngeles.DayOn(new(2025, 11, 2))!;

    [Fact]
    public void The_last_reading_of_a_minute_wins_and_all_of_them_count()
    {
        var slice = Build((0, 5), (59_999, 9), (60_000, 7), (119_000, 1)).Slices[0];
        Assert.Equal([9.0, 1.0], slice.Values);
        Assert.Equal((0b11UL, new Summary(4, 1, 9)), (slice.Known, slice.Summary));
    }

    [Fact]
    public void The_repeated_hour_loses_nothing_and_its_second_pass_lies_above()
    {
        var day = Build((3_600_000, 1), (3_660_000, 2), (7_200_000, 5));
        Assert.Equal([1.0, 2.0], day.Slices[1].Values);
        Assert.Equal([5.0], day.Slices[2].Values);
        var columns = new double[1440];
        day.Row.Fill(columns);
        Assert.Equal((5, 2), (columns[60], columns[61]));
        Assert.Equal(new Summary(3, 1, 5), day.Summary);
    }

    [Fact]
    public void Rows_without_a_value_are_passed_over()
    {
        var day = Build((0, double.NaN), (1000, 3));
        Assert.Equal(new Summary(1, 3, 3), day.Summary);
        Assert.Equal(Autumn.Hours.Length, day.Slices.Length);
        Assert.True(Build((0, double.NaN)).IsEmpty);
    }

    [Fact]
    public void It_takes_no_row_after_the_day()
    {
        var builder = new DayBuilder(Autumn);
        var end = Autumn.End.ToUnixTimeTicks();
        Assert.Equal(2, builder.Add([end - 2, end - 1, end, end + 1], [1, 2, 3, 4]));
        Assert.Equal(0, builder.Add([end], [3]));
        Assert.Equal(new Summary(2, 1, 2), builder.Build().Summary);
    }

    [Theory]
    [InlineData(2000, 1000, "2025-11-02T07:00:01Z comes after 2025-11-02T07:00:02Z")]
    [InlineData(1000, 1000, "2025-11-02T07:00:01Z comes after 2025-11-02T07:00:01Z")]
    [InlineData(1000, -1000, "2025-11-02T06:59:59Z comes after 2025-11-02T07:00:01Z")]
    public void Instants_that_do_not_rise_are_an_error_of_the_source(int first, int second, string said)
    {
        var error = Assert.Throws<SourceException>(() => Build((first, 1), (second, 2)));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_instant_before_the_day_is_an_error_of_the_source() => Assert.Contains(
        "2025-11-02T06:59:59Z comes where 2025-11-02 begins", Assert.Throws<SourceException>(() => Build((-1000, 1))).Message, StringComparison.Ordinal);

    [Fact]
    public void An_order_broken_by_a_row_without_a_value_is_broken_too() => Assert.Throws<SourceException>(() => Build((2000, double.NaN), (1000, 1)));

    [Fact]
    public void A_day_without_readings_is_the_same_however_it_came_about()
    {
        var (built, empty) = (Build(), Picture.EmptyDay(Autumn));
        Assert.True(built.IsEmpty && empty.IsEmpty);
        Assert.Equal(InputHashes.Daily(built, Recording.Palette, 4), InputHashes.Daily(empty, Recording.Palette, 4));
        Assert.Null(Strips.Daily(empty, Recording.Palette));
        Assert.Null(Strips.Hourly(empty.Slices[0], Recording.Palette));
        Assert.Null(Picture.Snapshot([empty], empty, 3));
    }

    [Fact]
    public void Snapshots_share_the_rows_of_whole_days()
    {
        var day = Build((0, 1));
        var next = LosAngeles.DayOn(new(2025, 11, 3))!;
        var last = Picture.Build([next], [new(next.Start, 2)])[0];
        var span = new CumulativeSpan(SpanSoFar.Of([day]));
        Assert.Same(span.StripTo(last, 1, Recording.Palette)!.Rows[0], span.StripTo(last, 2, Recording.Palette)!.Rows[0]);
        Assert.Same(last.Row, span.StripTo(last, 24, Recording.Palette)!.Rows[1]);
    }

    private static DayStrip Build(params (long Milliseconds, double Value)[] readings)
    {
        var builder = new DayBuilder(Autumn);
        foreach (var (milliseconds, value) in readings) builder.Add([(Autumn.Start + Duration.FromMilliseconds(milliseconds)).ToUnixTimeTicks()], [value]);
        return builder.Build();
    }
}
