using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Doubles;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Says of each moment, asked in order, whether it is let in; so many in so many seconds.</summary>
internal delegate bool Admit(int most, int seconds, Instant at);

public class SlidingWindowLaws
{
    private static readonly Gen<(int Most, int Seconds, ImmutableArray<Instant> At)> Cases =
        from most in Gen.Choose(0, 5)
        from seconds in Gen.Choose(1, 10)
        from steps in Gen.Choose(0, 4).ListOf(40)
        select (most, seconds, Moments(steps));

    [Fact]
    public void No_stretch_of_that_length_lets_in_more_and_nothing_is_refused_in_vain() => Law.Holds(Cases, IsExact(() =>
    {
        SlidingWindow? window = null;
        return (most, seconds, at) => (window ??= new(most, Duration.FromSeconds(seconds))).Refuse(at) is null;
    }));

    [Fact]
    public void The_law_refutes_a_count_that_begins_anew_at_every_full_stretch() => Mutant.IsRefuted(Cases, IsExact(() =>
    {
        var (stretch, count) = (-1L, 0);
        return (most, seconds, at) =>
        {
            var now = at.ToUnixTimeSeconds() / seconds;
            if (now != stretch) (stretch, count) = (now, 0);
            return ++count <= most;
        };
    }));

    [Fact]
    public void The_law_refutes_a_window_that_counts_the_refused() => Mutant.IsRefuted(Cases, IsExact(() =>
    {
        var asked = new List<Instant>();
        return (most, seconds, at) =>
        {
            asked.Add(at);
            return asked.Count(earlier => earlier + Duration.FromSeconds(seconds) > at) <= most;
        };
    }));

    [Fact]
    public void The_wait_that_is_named_is_the_shortest_that_helps() => Law.Holds(Cases.Where(window => window.Most > 0), window =>
    {
        var quota = new SlidingWindow(window.Most, Duration.FromSeconds(window.Seconds));
        foreach (var at in window.At)
        {
            if (quota.Refuse(at) is not { } wait) continue;
            return quota.Refuse(at + wait - Duration.Epsilon) is not null && quota.Refuse(at + wait) is null;
        }

        return true;
    });

    private static Func<(int Most, int Seconds, ImmutableArray<Instant> At), bool> IsExact(Func<Admit> make) => window =>
    {
        var (admit, taken) = (make(), new List<Instant>());
        foreach (var at in window.At)
        {
            var isFree = taken.Count(earlier => earlier + Duration.FromSeconds(window.Seconds) > at) < window.Most;
            if (admit(window.Most, window.Seconds, at) != isFree) return false;
            if (isFree) taken.Add(at);
        }

        return true;
    };

    private static ImmutableArray<Instant> Moments(IEnumerable<int> steps)
    {
        var at = Instant.FromUtc(2026, 3, 1, 12, 0);
        return [.. steps.Select(step => at += Duration.FromMilliseconds(step * 500))];
    }
}
