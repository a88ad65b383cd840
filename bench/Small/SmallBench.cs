using System.Collections.Immutable;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using Perfolizer.Horology;

namespace VizPipeline.Bench;

/// <summary>The parts of drawing, measured by BenchmarkDotNet.</summary>
internal static class SmallBench
{
    public static Bench Bench { get; } = new(
        "small",
        """
        What drawing a picture is made of, each beside the plainest way to the same result, by BenchmarkDotNet in its own process: medians of its iterations. Both have the same input
        again and again, so that its memory is warm. Beside them the text of 1,000 series, as a scrape writes it.
        """,
        isQuick => Task.FromResult(Run(isQuick)))
    {
        Held = [new("1,000 series as OpenMetrics text", Unit.Nanoseconds, 5_000_000)],
    };

    private static ImmutableArray<BenchRow> Run(bool isQuick)
    {
        var folder = Directory.CreateTempSubdirectory("viz-bench-").FullName;
        try
        {
            var summary = BenchmarkRunner.Run<SmallOperations>(Config(isQuick, folder));
            if (summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success))
                throw new InvalidOperationException($"BenchmarkDotNet could not measure: {string.Join("; ", summary.ValidationErrors.Where(error => error.IsCritical).Select(error => error.Message))}");
            return [.. summary.Reports.GroupBy(report => report.BenchmarkCase.Descriptor.Categories.Single()).Select(Row)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ManualConfig Config(bool isQuick, string folder)
    {
        var job = isQuick ? Job.Dry : Job.Default.WithWarmupCount(5).WithIterationCount(15).WithIterationTime(TimeInterval.FromMilliseconds(100));
        return ManualConfig.CreateEmpty()
            .AddJob(job.WithToolchain(InProcessNoEmitToolchain.Instance))
            .AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory)
            .AddLogger(NullLogger.Instance)
            .WithOptions(ConfigOptions.DisableOptimizationsValidator)
            .WithArtifactsPath(folder);
    }

    private static BenchRow Row(IGrouping<string, BenchmarkReport> both)
    {
        var (ours, peer) = (both.Single(report => !report.BenchmarkCase.Descriptor.Baseline), both.Single(report => report.BenchmarkCase.Descriptor.Baseline));
        return new("small", both.Key, ours.ResultStatistics!.Median, Unit.Nanoseconds, peer.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''), peer.ResultStatistics!.Median);
    }
}
