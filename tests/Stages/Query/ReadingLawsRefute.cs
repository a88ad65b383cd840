using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Each law is held by the reference and refutes the sources that break it.</summary>
public class ReadingLawsRefute
{
    private static Planter Source(ReferenceFault fault) => table => Task.FromResult<IReadings>(new ReferenceReadings(table, greaterWins: false, fault));

    [Fact]
    public void Nothing_in_a_sound_source()
    {
        var sound = Source(ReferenceFault.None);
        ReadingLaws.Instants_strictly_rise_and_values_are_finite_or_missing(sound);
        ReadingLaws.Rows_and_drops_equal_the_obvious_reference(sound, greaterWins: false);
        ReadingLaws.A_range_gives_the_rows_from_its_start_to_before_its_end(sound);
        ReadingLaws.Extents_are_the_first_and_last_reading_of_each_sensor(sound);
    }

    [Theory]
    [InlineData("TextOrder")]
    [InlineData("KeepsRepeats")]
    [InlineData("KeepsInfinity")]
    public void A_source_whose_instants_do_not_rise_or_are_not_finite(string fault) =>
        Mutant.IsRefuted(() => ReadingLaws.Instants_strictly_rise_and_values_are_finite_or_missing(Source(Enum.Parse<ReferenceFault>(fault))));

    [Theory]
    [InlineData("FirstWins")]
    [InlineData("SilentRepeats")]
    public void A_source_that_keeps_the_earlier_row_or_does_not_count_what_it_drops(string fault) =>
        Mutant.IsRefuted(() => ReadingLaws.Rows_and_drops_equal_the_obvious_reference(Source(Enum.Parse<ReferenceFault>(fault)), greaterWins: false));

    [Fact]
    public void A_source_that_takes_the_later_row_where_the_greater_wins() =>
        Mutant.IsRefuted(() => ReadingLaws.Rows_and_drops_equal_the_obvious_reference(Source(ReferenceFault.None), greaterWins: true));

    [Fact]
    public void A_source_whose_ranges_include_their_end() =>
        Mutant.IsRefuted(() => ReadingLaws.A_range_gives_the_rows_from_its_start_to_before_its_end(Source(ReferenceFault.ClosedRange)));

    [Fact]
    public async Task A_source_that_counts_what_it_drops_before_it_gives_the_rows()
    {
        var table = new PlantedTable([new(0, 0, [1, 2, 3]), new(10, 0, [1, null, 3]), new(20, 0, [null, 2, 3])]);
        await ReadingLaws.A_pass_that_is_left_has_counted_just_what_belongs_to_the_rows_it_gave(Source(ReferenceFault.None), table);
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() =>
            ReadingLaws.A_pass_that_is_left_has_counted_just_what_belongs_to_the_rows_it_gave(Source(ReferenceFault.CountsAhead), table));
    }

    [Fact]
    public void A_source_whose_extents_count_rows_without_a_reading() =>
        Mutant.IsRefuted(() => ReadingLaws.Extents_are_the_first_and_last_reading_of_each_sensor(Source(ReferenceFault.LooseExtents)));
}
