using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Imaging;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Slices of whatever sizes, taken and not always done, cover each day of each sensor once, in order of time.</summary>
public class SlicesLaws
{
    private static readonly LocalDate First = new(2025, 10, 30);
    private static readonly ImmutableArray<Sensor> Sensors = [.. new[] { "a", "b", "c" }.Select(name => new Sensor(name, name, "", Palettes.Find("base")!))];

    private static readonly Gen<(int Days, int SensorCount, bool NewestFirst, (int Seconds, bool IsDone)[] Took)> Cases =
        from days in Gen.Choose(0, 80)
        from sensors in Gen.Choose(1, 3)
        from newestFirst in Gen.Elements(true, false)
        from took in (from seconds in Gen.Elements(0, 1, 5, 30) from done in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false))) select (seconds, done)).ArrayOf(40)
        select (days, sensors, newestFirst, took);

    private static bool Covers_each_once((int Days, int SensorCount, bool NewestFirst, (int Seconds, bool IsDone)[] Took) test, Action<Slices, Slice> done)
    {
        var sensors = Sensors[..test.SensorCount];
        var slices = new Slices(sensors, First, First.PlusDays(test.Days - 1), test.NewestFirst);
        var (size, covered, turn) = (new SliceSize(), new List<(string, LocalDate)>(), 0);
        while (!slices.IsEmpty && turn < 2000)
        {
            var (seconds, isDone) = test.Took.Length == 0 ? (0, true) : test.Took[turn % test.Took.Length];
            isDone |= turn++ > 1000;
            var slice = slices.Next(size);
            if (!isDone) continue;

            covered.AddRange(from day in Enumerable.Range(0, Period.DaysBetween(slice.First, slice.Last) + 1) from sensor in slice.Sensors select (sensor.Name, slice.First.PlusDays(day)));
            done(slices, slice);
            size.Took(TimeSpan.FromSeconds(seconds));
        }

        var wanted = from day in Enumerable.Range(0, test.Days) from sensor in sensors select (sensor.Name, First.PlusDays(day));
        var dates = covered.Select(one => one.Item2).Distinct().ToList();
        return covered.Order().SequenceEqual(wanted.Order()) && (test.NewestFirst || dates.SequenceEqual(dates.Order()));
    }

    [Fact]
    public void Slices_of_any_size_cover_each_day_of_each_sensor_once() => Law.Holds(Cases, test => Covers_each_once(test, (slices, slice) => slices.Done(slice)), runs: 500);

    [Fact]
    public void The_law_refutes_slices_that_take_one_sensor_for_all() =>
        Mutant.IsRefuted(Cases, test => Covers_each_once(test, (slices, slice) => slices.Done(slice with { Sensors = Sensors[..test.SensorCount] })));

    [Fact]
    public void Slices_begin_with_one_day_of_one_sensor_grow_while_they_are_quick_and_shrink_while_they_are_slow()
    {
        var size = new SliceSize();
        Assert.Equal((1, true), (size.Days, size.IsOfOneSensor));
        size.Took(TimeSpan.FromSeconds(1));
        Assert.Equal((1, true), (size.Days, size.IsOfOneSensor));
        for (var i = 0; i < 10; i++) size.Took(TimeSpan.FromSeconds(1));
        Assert.Equal((32, false), (size.Days, size.IsOfOneSensor));
        for (var i = 0; i < 10; i++) size.Took(TimeSpan.FromSeconds(60));
        Assert.Equal((1, true), (size.Days, size.IsOfOneSensor));
        size.Took(TimeSpan.FromSeconds(1));
        size.Took(TimeSpan.FromSeconds(10));
        size.Took(TimeSpan.FromSeconds(1));
        Assert.Equal((1, true), (size.Days, size.IsOfOneSensor));
        size.Took(TimeSpan.FromSeconds(1));
        Assert.Equal((1, false), (size.Days, size.IsOfOneSensor));
        size.Took(TimeSpan.FromSeconds(10));
        Assert.Equal((1, false), (size.Days, size.IsOfOneSensor));
    }

    [Fact]
    public void What_is_down_is_left_alone_twice_as_long_each_time_and_never_longer_than_five_minutes()
    {
        var (backOff, now) = (new BackOff(), Instant.FromUtc(2025, 1, 1, 0, 0));
        Assert.Null(backOff.NextTry);
        var waits = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            backOff.Failed(now);
            waits.Add((backOff.NextTry!.Value - now).TotalSeconds);
        }

        Assert.Equal([10, 20, 40, 80, 160, 300, 300, 300], waits);
        backOff.Succeeded();
        Assert.Null(backOff.NextTry);
        backOff.Failed(now);
        Assert.Equal(now + Duration.FromSeconds(10), backOff.NextTry);
    }
}
