using System.Globalization;

namespace VizPipeline.Host;

/// <summary>The two settings of one stage.</summary>
internal sealed record StageSetting(Setting<int> Inbox, Setting<int> Workers)
{
    private const int Most = 4096;

    /// <param name="stage">The stage's name, lower case.</param>
    /// <param name="limits">Its default limits by the number of processor cores.</param>
    /// <param name="inboxInWords">The default inbox where it depends on the cores.</param>
    /// <param name="workersInWords">The default workers where they depend on the cores.</param>
    /// <param name="workersAtMost">What bounds the workers besides their setting, in words.</param>
    public static StageSetting Of(string stage, Func<int, StageLimits> limits, string? inboxInWords = null, string? workersInWords = null, string? workersAtMost = null) => new(
        Make(stage, "inbox", $"How many items may wait before the {stage} stage", cores => limits(cores).Inbox, inboxInWords),
        Make(stage, "workers", $"How many items the {stage} stage works on at once{(workersAtMost is null ? "" : $", at most {workersAtMost}")}", cores => limits(cores).Workers, workersInWords));

    private static Setting<int> Make(string stage, string what, string description, Func<int, int> value, string? inWords) =>
        Catalogue.Number($"VIZ_{stage}_{what}".ToUpperInvariant(), $"stages.{stage}.{what}", value(1), 1, Most, description) with
        {
            Default = cores => value(cores).ToString(CultureInfo.InvariantCulture),
            DefaultInWords = inWords,
        };
}
