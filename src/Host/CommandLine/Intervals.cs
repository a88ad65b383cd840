using System.Collections.Immutable;
using System.CommandLine;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Which kinds of picture a command is about.</summary>
internal static class Intervals
{
    public static Option<string[]> Option { get; } = new("--interval") { Description = "daily, hourly or cumulative; may be given several times [all three]", HelpName = "interval" };

    /// <exception cref="UsageException">One of them is none.</exception>
    public static ImmutableArray<WindowKind> Of(Invocation call)
    {
        var given = call.Value(Option) ?? [];
        var kinds = given.Select(text => WindowKinds.Parse(text) ?? throw new UsageException($"--interval {Plain.Of(text)}: it must be daily, hourly or cumulative"));
        return given.Length == 0 ? [.. Enum.GetValues<WindowKind>()] : [.. kinds.Distinct().Order()];
    }
}
