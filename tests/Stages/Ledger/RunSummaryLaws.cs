using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class RunSummaryLaws
{
    private static readonly Gen<long> Number = Gen.OneOf(Gen.Choose(0, 200).Select(small => (long)small), Gen.Choose(0, int.MaxValue).Select(large => large * 4_000_000L));

    private static readonly Gen<RunSummary> Summaries =
        from counts in Number.ArrayOf(6)
        from bytes in Number
        from elapsed in Number
        from stages in (from name in Gen.Elements("query", "render", "pin ✓", "")
                        from workers in Gen.Choose(1, 4096)
                        from figures in Number.ArrayOf(3)
                        select new StageSummary(name, workers, figures[0], Duration.FromNanoseconds(figures[1]), Duration.FromNanoseconds(figures[2]))).ListOf()
        select new RunSummary(new(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]), bytes, Duration.FromNanoseconds(elapsed), [.. stages]);

    [Fact]
    public void A_summary_comes_back_from_its_record() => Law.Holds(Summaries, ComesBack(RunSummaryRecord.Write), runs: 1000);

    [Fact]
    public void The_law_refutes_whole_milliseconds() => Mutant.IsRefuted(Summaries, ComesBack(summary =>
        RunSummaryRecord.Write(summary with { Elapsed = Duration.FromMilliseconds((long)summary.Elapsed.TotalMilliseconds) })));

    [Fact]
    public void A_broken_record_is_a_summary_or_the_one_error() =>
        BrokenRecord.IsReadOrTheOneError(Summaries, RunSummaryRecord.Write, record => RunSummaryRecord.Read(record));

    // These bytes lie in ledgers: a change of them is a new version, which still reads these.
    [Fact]
    public void The_first_version_of_a_record_stays_readable()
    {
        var summary = new RunSummary(new(1, 2, 3, 4, 5, 300), 70_000, Duration.FromSeconds(2), [new("pin", 8, 9, Duration.FromNanoseconds(10), Duration.Zero)]);
        const string Record = "950197010102030405cd012cce00011170ce77359400919601a370696e08090a00";
        Assert.Equal(Record, Convert.ToHexStringLower(RunSummaryRecord.Write(summary)));
        Assert.Equal(summary, RunSummaryRecord.Read(Convert.FromHexString(Record)));
    }

    private static Func<RunSummary, bool> ComesBack(Func<RunSummary, byte[]> write) => summary => RunSummaryRecord.Read(write(summary)).Equals(summary);
}
