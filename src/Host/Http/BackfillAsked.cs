using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>The body of a request for a backfill; everything may be left out.</summary>
/// <param name="Sensors">Only these.</param>
/// <param name="Intervals">Only these: daily, hourly, cumulative.</param>
/// <param name="StartDate">The first local date, inclusive.</param>
/// <param name="EndDate">The last local date, inclusive.</param>
/// <param name="Retry">none, failed, stale or all: which windows that have an answer are looked at again.</param>
/// <param name="DryRun">Whether it is only counted what there would be to do.</param>
internal sealed record BackfillAsked(ImmutableArray<string>? Sensors, ImmutableArray<string>? Intervals, string? StartDate, string? EndDate, string? Retry, bool? DryRun)
{
    private const int MostNames = 1000;

    /// <exception cref="UsageException">Something of it is not what it must be.</exception>
    public RunChoice Choice(DoorView view, ImmutableArray<Sensor> all)
    {
        var (names, intervals) = (Sensors ?? [], Intervals ?? []);
        if (names.Length + intervals.Length > MostNames) throw new UsageException($"sensors and intervals: at most {MostNames} of them");
        var (first, last) = (Date("startDate", StartDate), Date("endDate", EndDate));
        if (first > last) throw new UsageException($"startDate {StartDate} lies after endDate {EndDate}");
        ImmutableArray<Sensor> named = [.. names.Distinct().Select(name => all.FirstOrDefault(sensor => sensor.Name == name) ?? throw new UsageException(
            $"sensors: there is no \"{Plain.Of(name ?? "null")}\"; there are {string.Join(", ", all.Select(sensor => sensor.Name))}"))];
        return new()
        {
            AllSensors = all,
            Sensors = named.IsEmpty ? all : named,
            Kinds = intervals.IsEmpty ? [.. Enum.GetValues<WindowKind>()] : [.. intervals.Select(text => Parameters.Interval(text ?? "")!.Value).Distinct().Order()],
            First = first,
            Last = last,
            Retry = Retries(),
            Anchor = view.Anchor,
        };
    }

    private static LocalDate? Date(string name, string? given) => given is null ? null
        : LocalDatePattern.Iso.Parse(given) is { Success: true, Value.Year: > 1 and < 9999 } parsed ? parsed.Value
        : throw new UsageException($"{name} \"{Plain.Of(given)}\": it must be a date of the calendar, such as 2025-01-15");

    private Retry Retries() => Retry switch
    {
        null or "none" => Stages.Retry.None,
        "failed" => Stages.Retry.Failed,
        "stale" => Stages.Retry.Stale,
        "all" => Stages.Retry.All,
        _ => throw new UsageException($"retry \"{Plain.Of(Retry)}\": it must be none, failed, stale or all"),
    };
}
