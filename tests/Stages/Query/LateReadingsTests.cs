using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A source that is opened late is that source.</summary>
public class LateReadingsTests
{
    private static readonly Planter Late = table => Task.FromResult<IReadings>(new LateReadings(() => new ReferenceReadings(table, greaterWins: false)));

    [Fact]
    public void Instants_strictly_rise_and_values_are_finite_or_missing() => ReadingLaws.Instants_strictly_rise_and_values_are_finite_or_missing(Late);

    [Fact]
    public void Rows_and_drops_equal_the_obvious_reference() => ReadingLaws.Rows_and_drops_equal_the_obvious_reference(Late, greaterWins: false);

    [Fact]
    public void A_range_gives_the_rows_from_its_start_to_before_its_end() => ReadingLaws.A_range_gives_the_rows_from_its_start_to_before_its_end(Late);

    [Fact]
    public void Extents_are_the_first_and_last_reading_of_each_sensor() => ReadingLaws.Extents_are_the_first_and_last_reading_of_each_sensor(Late);

    [Fact]
    public void It_is_opened_when_it_is_first_asked_and_once()
    {
        var opened = 0;
        var late = new LateReadings(() =>
        {
            opened++;
            return new ReferenceReadings(new([]), greaterWins: false);
        });
        Assert.Equal(0, opened);
        Assert.Equal(late.Name, late.Name);
        Assert.Equal(1, opened);
    }
}
