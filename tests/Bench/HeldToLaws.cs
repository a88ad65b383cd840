using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Bench;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A figure that misses what it is held to is said to.</summary>
public class HeldToLaws
{
    private static readonly Gen<(HeldTo Held, BenchRow Row)> Cases =
        from unit in Gen.Elements(Unit.PicturesPerSecond, Unit.MicrosecondsPerPicture, Unit.BytesPerPicture)
        from value in Gen.Choose(1, 100)
        from peer in Gen.Choose(1, 100)
        from bound in Gen.Choose(1, 100)
        from isRatio in Gen.Elements(true, false)
        select (new HeldTo("c", unit, bound, isRatio && unit.Better is not null ? "peer" : null), new BenchRow("b", "c", value, unit, "peer", peer));

    private static bool Is_reached_exactly_on_the_good_side(Func<HeldTo, BenchRow, bool> isReached, HeldTo held, BenchRow row)
    {
        var better = row.Unit == Unit.PicturesPerSecond ? 1.0 : -1.0;
        var margin = held.Peer is null ? better * (row.Value - held.Bound) : row.Unit == Unit.PicturesPerSecond ? row.Value - (held.Bound * row.PeerValue!.Value) : row.PeerValue!.Value - (held.Bound * row.Value);
        return isReached(held, row) == margin >= 0;
    }

    [Fact]
    public void A_bound_is_reached_exactly_on_its_good_side() =>
        Law.Holds(Cases, test => Is_reached_exactly_on_the_good_side((held, row) => held.IsReachedBy(row), test.Held, test.Row));

    [Fact]
    public void The_law_of_bounds_refutes_more_is_always_better() =>
        Mutant.IsRefuted(Cases, test => Is_reached_exactly_on_the_good_side((held, row) => (held.Peer is null ? row.Value : row.Ratio) >= held.Bound, test.Held, test.Row));

    [Fact]
    public void The_text_shows_what_was_measured_beside_every_bound()
    {
        HeldTo[] held = [new("day", Unit.MicrosecondsPerPicture, 20_000, "slow"), new("day", Unit.BytesPerPicture, 50_000), new("road", Unit.PicturesPerSecond, 6_000), new("sea", Unit.Megabytes, 1)];
        BenchRow[] rows =
        [
            new("b", "day", 14, Unit.MicrosecondsPerPicture, "slow", 559_000), new("b", "day", 14, Unit.MicrosecondsPerPicture, "quick", 15), new("b", "night", 1, Unit.BytesPerPicture),
            new("b", "day", 49_124, Unit.BytesPerPicture, "slow", 1), new("b", "day", 49_124, Unit.BytesPerPicture, "quick", 2), new("b", "road", 5_999, Unit.PicturesPerSecond),
        ];
        Assert.Equal("""
            Held to:

            * day: 39,929 times as fast as slow; at least 20,000
            * day: 49,124 bytes per picture; at most 50,000
            * road: 5,999 pictures/s; at least 6,000, **missed**
            * sea, MB resident at most: **not measured**


            """, HeldTo.Text(held, rows));
        Assert.Equal("", HeldTo.Text([], rows));
    }
}
