using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Imaging;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Equal hashes, equal pictures; and what does not decide the picture does not change the hash.</summary>
public class InputHashLaws
{
    private delegate InputHash Hash(Window window, List<DayStrip> days);

    [Fact]
    public void Another_picture_has_another_hash() => Law.Holds(Cases, c => TellsPicturesApart(c, Of), runs: 1000);

    [Fact]
    public void A_hash_of_columns_without_the_scale_is_found_out() => Mutant.IsRefuted(Cases, c => TellsPicturesApart(c, (window, days) =>
        Of(window, [.. days.Select(day => new DayStrip(day.Day, [.. day.Slices.Select(WithoutRange)]))])), runs: 5000);

    [Fact]
    public void Readings_outside_the_window_do_not_change_its_hash() => Law.Holds(Cases, c => IgnoresTheOutside(c, Of), runs: 500);

    [Fact]
    public void A_hash_of_the_whole_day_is_found_out() => Mutant.IsRefuted(Cases, c => IgnoresTheOutside(c, (_, days) => InputHashes.Daily(days[^1], Recording.Palette, 4)));

    [Fact]
    public void Every_window_has_a_hash_of_its_own_even_without_a_reading() => Law.Holds(Recording.Any, c =>
        c.Windows.Select(window => Of(c with { Arrived = [] }, window)).Distinct().Count() == c.Windows.Count(), runs: 50);

    [Fact]
    public void Palette_and_scale_decide_but_not_the_name_of_the_palette()
    {
        var day = Picture.EmptyDay(Zones.Calendar("UTC").DayOn(new(2025, 1, 15))!);
        var hash = InputHashes.Daily(day, Recording.Palette, 4);
        Assert.Equal(hash, InputHashes.Daily(day, new Palette("other", Recording.Palette.Stops), 4));
        Assert.NotEqual(hash, InputHashes.Daily(day, Recording.Palette, 3));
        Assert.NotEqual(hash, InputHashes.Daily(day, Recording.Palette.Limited()!, 4));
        Assert.NotEqual(hash, InputHashes.Daily(day, new("grey", [new(0, 0, 0), new(255, 255, 254)]), 4));
    }

    [Fact]
    public void Hashes_stay_what_they_were_in_the_ledgers_of_earlier_versions()
    {
        var days = Zones.Calendar("America/Los_Angeles").Days(new(2025, 11, 1), new(2025, 11, 2)).ToList();
        var built = Picture.Build(days, days.SelectMany(day => day.Hours).Select((hour, index) => new Reading(hour.Start + Duration.FromMinutes(index), index / 10.0)));
        var cumulative = days[1].Cumulative(days[0].Start).ElementAt(2);
        Assert.Equal("dbb6c5823558a23521ddd7355c5fb424", $"{Of(days[1].Daily(), built)}");
        Assert.Equal("115aa027dc4a476c321511bb0c4e3823", $"{Of(days[1].Hourly().ElementAt(2), built)}");
        Assert.Equal("7ca4bcb7bda422b88a7c0631a3f9194b", $"{Of(cumulative, built)}");
    }

    /// <summary>A window, and its recording with one reading changed or gone.</summary>
    private sealed record Case(Recording Recording, Window Window, Recording Changed);

    private static Gen<Case> Cases =>
        from recording in Recording.Any
        where recording.Arrived.Length > 0
        from index in Gen.Choose(0, recording.Arrived.Length - 1)
        let reading = recording.Arrived[index]
        from seconds in Gen.Elements(0, 0, 1, 60, 3600)
        from value in Gen.Elements(reading.Value, reading.Value + 1, 100)
        from isGone in Gen.Elements(false, false, true)
        let moved = new Reading(reading.At + Duration.FromSeconds(seconds), value)
        let changed = isGone ? recording.Arrived.RemoveAt(index) : recording.Arrived.SetItem(index, moved)
        from window in Gen.Elements(recording.Windows.Where(window => window.Contains(reading.At)).Concat(recording.Windows.Take(1)).ToArray())
        select new Case(recording, window, recording with { Arrived = changed });

    private static bool TellsPicturesApart(Case c, Hash hash)
    {
        var (before, after) = (Picture.Of(c.Recording, c.Window, c.Recording.Arrived), Picture.Of(c.Recording, c.Window, c.Changed.Arrived));
        return before == after || hash(c.Window, Days(c.Recording)) != hash(c.Window, Days(c.Changed));

        List<DayStrip> Days(Recording recording) => Until(recording, c.Window, recording.Arrived);
    }

    private static bool IgnoresTheOutside(Case c, Hash hash) =>
        hash(c.Window, Until(c.Recording, c.Window, c.Recording.Arrived))
        == hash(c.Window, Until(c.Recording, c.Window, c.Recording.Arrived.Where(reading => c.Window.Contains(reading.At))));

    private static List<DayStrip> Until(Recording recording, Window window, IEnumerable<Reading> arrived) =>
        Picture.Build(recording.Days.Where(day => day.Start < window.End), arrived);

    private static InputHash Of(Recording recording, Window window) => Of(window, Until(recording, window, recording.Arrived));

    private static InputHash Of(Window window, List<DayStrip> days)
    {
        var last = days.Single(day => day.Day.Start < window.End && window.End <= day.Day.End);
        var own = last.Slices.Where(slice => slice.Hour.End <= window.End).ToArray();
        return window.Kind switch
        {
            WindowKind.Daily => InputHashes.Daily(last, Recording.Palette, 4),
            WindowKind.Hourly => InputHashes.Hourly(own[^1], Recording.Palette, 4),
            _ => InputHashes.Cumulative(window, SpanSummary.Of(days.TakeWhile(day => day != last)), own, Recording.Palette, 4),
        };
    }

    private static HourSlice WithoutRange(HourSlice slice) => new(slice.Hour, slice.Known, slice.Values, slice.Count, 0, 0);
}
