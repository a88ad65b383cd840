using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A strip that was put on the shelf comes back as it was, wherever the shelf kept it; a prefix stays what it was when it was taken.</summary>
public class StripShelfLaws
{
    private static readonly Gen<(Recording Recording, long Budget)> Cases =
        from recording in Recording.Any
        from budget in Gen.Elements(0L, 5_000L, 12_000L, 1L << 30)
        select (recording, budget);

    internal delegate DayStrip Keep(DayStrip strip);

    private static bool Gives_back_what_was_put(Recording recording, long budget, Keep spoil)
    {
        using var folder = new TempFolder();
        using var shelf = new StripShelf(folder["work/strips"], budget);
        var strips = Picture.Build(recording.Days, recording.Arrived.Where(reading => recording.Days.Any(day => day.Contains(reading.At))));
        var history = new StripHistory();
        var prefixes = new List<(SpanSoFar Taken, int Days)>();
        for (var round = 0; round < 9; round++)
        {
            foreach (var strip in strips)
            {
                prefixes.Add((history.Prefix(history.Count), history.Count));
                history.Add(strip, shelf);
            }
        }

        var all = Enumerable.Range(0, history.Count).Select(i => history[i]).ToList();
        return all.Zip(Enumerable.Repeat(strips, 9).SelectMany(each => each)).All(pair => Same(spoil(pair.First), pair.Second))
            && prefixes.All(prefix => prefix.Taken.Days.Count == prefix.Days
                && prefix.Taken.Days.Zip(all).All(pair => Same(pair.First, pair.Second))
                && prefix.Taken.Summary == SpanSummary.Of(all.Take(prefix.Days))
                && history.Prefix(prefix.Days).Summary == prefix.Taken.Summary);
    }

    private static bool Same(DayStrip one, DayStrip other) => one.Day.Equals(other.Day)
        && one.Slices.Select(slice => (slice.Digest, slice.Hour, slice.Known, slice.Count, Bits(slice.Min), Bits(slice.Max)))
            .SequenceEqual(other.Slices.Select(slice => (slice.Digest, slice.Hour, slice.Known, slice.Count, Bits(slice.Min), Bits(slice.Max))))
        && one.Slices.Zip(other.Slices).All(pair => pair.First.Values.SequenceEqual(pair.Second.Values));

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    [Fact]
    public void What_is_put_comes_back_as_it_was() => Law.Holds(Cases, test => Gives_back_what_was_put(test.Recording, test.Budget, strip => strip), runs: 40);

    [Fact]
    public void The_law_refutes_a_shelf_that_forgets_the_least_reading() => Mutant.IsRefuted(Cases, test => Gives_back_what_was_put(
        test.Recording, test.Budget, strip => new(strip.Day, [.. strip.Slices.Select(slice => new HourSlice(slice.Hour, slice.Known, slice.Values, slice.Count, slice.Max, slice.Max))])));

    [Fact]
    public void The_work_file_is_made_only_beyond_the_budget_and_gone_with_the_shelf()
    {
        using var folder = new TempFolder();
        var day = Picture.EmptyDay(Zones.Calendar("Asia/Kolkata").DayOn(new(2025, 1, 1))!);
        using (var shelf = new StripShelf(folder["strips"], StripFormat.SizeInMemory(day)))
        {
            shelf.Put(day);
            Assert.False(File.Exists(folder["strips"]));
            shelf.Put(day);
            Assert.True(File.Exists(folder["strips"]));
        }

        Assert.False(File.Exists(folder["strips"]));
    }
}
