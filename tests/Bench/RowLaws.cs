using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Bench;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What is compared is faster or slower, whatever its figures count.</summary>
public class RowLaws
{
    private static readonly Gen<BenchRow> Rows =
        from unit in Gen.Elements(Unit.ItemsPerSecond, Unit.MicrosecondsPerItem, Unit.PicturesPerSecond, Unit.ProcessorMilliseconds)
        from value in Gen.Choose(1, 1000)
        from peer in Gen.Choose(1, 1000)
        select new BenchRow("b", "c", value, unit, "peer", peer);

    [Fact]
    public void A_ratio_is_above_one_exactly_where_ours_is_faster() => Law.Holds(Rows, SaysWhoIsFaster(row => row.Ratio));

    [Fact]
    public void The_law_of_ratios_refutes_a_division_that_forgets_the_unit() => Mutant.IsRefuted(Rows, SaysWhoIsFaster(row => row.Value / row.PeerValue));

    [Fact]
    public void A_size_has_no_ratio_and_neither_has_a_row_without_a_peer()
    {
        Assert.Null(new BenchRow("b", "c", 1, Unit.Megabytes, "peer", 2).Ratio);
        Assert.Null(new BenchRow("b", "c", 1, Unit.ItemsPerSecond).Ratio);
    }

    private static Func<BenchRow, bool> SaysWhoIsFaster(Func<BenchRow, double?> ratio) => row =>
    {
        var isMore = row.Unit == Unit.ItemsPerSecond || row.Unit == Unit.PicturesPerSecond;
        var faster = isMore ? row.Value > row.PeerValue : row.Value < row.PeerValue;
        return ratio(row) is { } found && (found > 1 == faster) && (found < 1 == (!faster && row.Value != row.PeerValue));
    };
}
