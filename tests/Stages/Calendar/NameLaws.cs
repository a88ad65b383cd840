using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class NameLaws
{
    private static readonly string[] Sensors = ["uv", "uv-1"];

    [Fact]
    public void Keys_are_unique_and_round_trip() => Law.Holds(Cases, c =>
    {
        var names = new WindowNames(c.Range.Calendar, c.Station);
        return AreUniqueAndRoundTrip(c.Range, names.Key, key => names.TryParseKey(key, out var sensor, out var window) ? (sensor, window) : null);
    }, runs: 500);

    [Fact]
    public void Keys_without_the_offset_are_not_unique() => Mutant.IsRefuted(Cases, c =>
    {
        var names = new WindowNames(c.Range.Calendar, c.Station);
        var parsed = new Dictionary<string, (string Sensor, Window Window)>();
        return AreUniqueAndRoundTrip(c.Range, Key, key => parsed[key]);

        string Key(string sensor, Window window)
        {
            var key = $"{sensor}:{window.Kind.Interval()}:{c.Range.Calendar.LocalAt(window.Start).LocalDateTime}..{c.Range.Calendar.LocalAt(window.End).LocalDateTime}";
            parsed[key] = (sensor, window);
            return key;
        }
    });

    [Fact]
    public void Keys_read_without_their_offset_do_not_come_back() => Mutant.IsRefuted(Cases, c =>
    {
        var names = new WindowNames(c.Range.Calendar, c.Station);
        return AreUniqueAndRoundTrip(c.Range, names.Key, key =>
        {
            if (!names.TryParseKey(key, out var sensor, out var window)) return null;
            var start = c.Range.Calendar.Resolve(c.Range.Calendar.LocalAt(window.Start).LocalDateTime).Instant;
            return (sensor, new Window(window.Kind, start, window.End));
        });
    });

    [Fact]
    public void No_two_windows_share_a_file_or_a_pin_name() => Law.Holds(Cases, c =>
    {
        var names = new WindowNames(c.Range.Calendar, c.Station);
        return AreUnique(c.Range, names.FilePath) && AreUnique(c.Range, names.PinName);
    }, runs: 500);

    [Fact]
    public void Files_whose_offset_shows_only_twins_of_the_same_day_are_not_unique() => Mutant.IsRefuted(Cases, c =>
    {
        var names = new WindowNames(c.Range.Calendar, c.Station);
        return AreUnique(c.Range, (sensor, window) =>
        {
            if (window.Kind != WindowKind.Hourly) return names.FilePath(sensor, window);
            var day = c.Range.Calendar.DayOf(window.Start);
            var hour = day.HourOf(window.Start);
            var isTwin = day.Hours.Count(other => (other.LocalStart.Date, other.FirstColumn) == (hour.LocalStart.Date, hour.FirstColumn)) > 1;
            return $"{sensor} {hour.LocalStart.Date} {hour.LocalStart.Hour} {(isTwin ? hour.Offset : null)}";
        });
    }, runs: 5000);

    [Fact]
    public void Only_its_own_keys_are_read() => Law.Holds(Scrambled, c =>
        !c.Names.TryParseKey(c.Text, out var sensor, out var window) || c.Names.Key(sensor, window) == c.Text, runs: 3000);

    private static Gen<(DateRange Range, string? Station)> Cases =>
        from range in Zones.Ranges from station in Gen.Elements(null, "roof") select (range, station);

    private static Gen<(WindowNames Names, string Text)> Scrambled =>
        from at in Zones.Instants
        let names = new WindowNames(at.Calendar, null)
        let day = at.Calendar.DayOf(at.At)
        from window in Gen.Elements(day.Hourly().Prepend(day.Daily()).Concat(day.Cumulative(day.Start)).ToArray())
        let key = names.Key("uv", window)
        from place in Gen.Choose(0, key.Length - 1)
        from letter in Gen.Elements("0123456789T:.-+ab\u0665".ToCharArray())
        from cut in Gen.Choose(0, 1)
        select (names, $"{key[..place]}{letter}{key[(place + cut)..]}");

    private static bool AreUniqueAndRoundTrip(DateRange range, Func<string, Window, string> key, Func<string, (string, Window)?> parse) =>
        AreUnique(range, key) && All(range).All(named => parse(key(named.Sensor, named.Window)) == named);

    private static bool AreUnique(DateRange range, Func<string, Window, string> name) =>
        All(range).Select(named => name(named.Sensor, named.Window)).GroupBy(text => text).All(group => group.Count() == 1);

    private static IEnumerable<(string Sensor, Window Window)> All(DateRange range)
    {
        var days = range.Calendar.Days(range.First, range.Last).ToList();
        return from sensor in Sensors
               from day in days
               from window in day.Hourly().Prepend(day.Daily()).Concat(day.Cumulative(days[0].Start))
               select (sensor, window);
    }
}
