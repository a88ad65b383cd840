using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The picture of a window depends on the readings inside it alone, and not on their order of arrival, except for equal instants.</summary>
public class PictureLaws
{
    private delegate Picture? Draw(Recording recording, Window window, IEnumerable<Reading> arrived);

    [Fact]
    public void A_picture_is_what_the_rules_say_word_for_word() => Law.Holds(Cases, c => AreTheSame(c.Recording, c.Window, Picture.Of), runs: 400);

    [Fact]
    public void Interpolating_in_another_order_of_operations_is_found_out() => Mutant.IsRefuted(Cases, c => AreTheSame(c.Recording, c.Window,
        (recording, window, arrived) => SlowPictures.Draw(recording, window, Inside(window, arrived), (low, high, p, m, n) => low + ((m - p) * (high - low) / (n - p)))));

    [Fact]
    public void The_first_reading_of_a_minute_is_not_the_last() => Mutant.IsRefuted(Cases, c => AreTheSame(c.Recording, c.Window,
        (recording, window, arrived) => SlowPictures.Draw(recording, window, Inside(window, arrived).Reverse(), SlowPictures.Between)));

    [Fact]
    public void A_picture_depends_only_on_the_readings_inside_its_window() => Law.Holds(Cases, c => IgnoresTheOutside(c.Recording, c.Window, Picture.Of), runs: 400);

    [Fact]
    public void A_scale_taken_from_the_whole_source_depends_on_more() => Mutant.IsRefuted(Cases, c => IgnoresTheOutside(c.Recording, c.Window,
        (recording, window, arrived) => Picture.Of(recording, window, arrived) is { } picture ? picture with { Max = arrived.Max(reading => reading.Value) } : null));

    [Fact]
    public void A_picture_does_not_depend_on_the_order_of_arrival() => Law.Holds(Cases, c => IgnoresArrival(c.Recording, c.Window, c.Seed, Picture.Of), runs: 400);

    [Fact]
    public void The_last_arrival_of_a_minute_depends_on_it() => Mutant.IsRefuted(Cases, c => IgnoresArrival(c.Recording, c.Window, c.Seed,
        (recording, window, arrived) => SlowPictures.Draw(recording, window, arrived.Where(reading => window.Contains(reading.At)), SlowPictures.Between)));

    [Fact]
    public void Of_equal_instants_the_later_arrival_wins() => Mutant.IsRefuted(Cases, c =>
        Picture.Of(c.Recording, c.Window, c.Recording.Arrived.Reverse()) == Picture.Of(c.Recording, c.Window, c.Recording.Arrived));

    private static Gen<(Recording Recording, Window Window, int Seed)> Cases =>
        from recording in Recording.Any
        from kind in Gen.Elements(WindowKind.Daily, WindowKind.Hourly, WindowKind.Cumulative)
        let windows = recording.Windows.Where(window => window.Kind == kind).ToArray()
        let full = windows.Where(window => recording.Arrived.Any(reading => window.Contains(reading.At))).ToArray()
        from window in Gen.OneOf(Gen.Elements(windows), Gen.Elements(full is [] ? windows : full))
        from seed in Gen.Choose(0, int.MaxValue)
        select (recording, window, seed);

    private static IEnumerable<Reading> Inside(Window window, IEnumerable<Reading> arrived) =>
        Picture.InOrder(arrived.Where(reading => window.Contains(reading.At)));

    private static bool AreTheSame(Recording recording, Window window, Draw draw) =>
        draw(recording, window, recording.Arrived) == SlowPictures.Of(recording, window, recording.Arrived);

    private static bool IgnoresTheOutside(Recording recording, Window window, Draw draw)
    {
        var inside = recording.Arrived.Where(reading => window.Contains(reading.At)).ToList();
        var others = recording.Arrived.Select(reading => window.Contains(reading.At) ? reading : reading with { Value = reading.Value + 100 });
        var picture = draw(recording, window, recording.Arrived);
        return picture == draw(recording, window, inside) && picture == draw(recording, window, others);
    }

    private static bool IgnoresArrival(Recording recording, Window window, int seed, Draw draw)
    {
        // Instants in random order, those of one instant in the order they came in.
        var shuffled = recording.Arrived.GroupBy(reading => reading.At).OrderBy(group => (group.Key.ToUnixTimeSeconds() + seed) * 6364136223846793005);
        return draw(recording, window, recording.Arrived) == draw(recording, window, shuffled.SelectMany(group => group));
    }
}
