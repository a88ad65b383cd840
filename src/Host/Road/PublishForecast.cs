using System.Globalization;
using NodaTime;
using NodaTime.Text;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>What a dry run says of publishing outside.</summary>
/// <param name="Cost">The arithmetic.</param>
/// <param name="Now">When it would begin.</param>
/// <param name="Zone">Whose clock shows the end.</param>
/// <param name="Drawing">How long the pictures take to be drawn.</param>
internal sealed record PublishForecast(PublishCost Cost, Instant Now, DateTimeZone Zone, Duration Drawing)
{
    private static readonly ZonedDateTimePattern End = ZonedDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd 'at' HH:mm", zoneProvider: null);

    private Instant EndsAt => Cost.EndsAt(Now, Drawing);

    /// <summary>Null where uploading is off.</summary>
    /// <param name="call">The settings, and what time it is.</param>
    /// <param name="lines">What is to be drawn.</param>
    /// <param name="choice">Whether what is pinned already only needs its key.</param>
    /// <param name="seconds">To draw it all.</param>
    public static PublishForecast? Of(Invocation call, IReadOnlyCollection<PlanLine> lines, RunChoice choice, double seconds)
    {
        if (call.Settings.Publish is not { Pinata: { } pinata, Cloudflare: { } cloudflare }) return null;

        var rates = new PublishRates(pinata.RequestsPerMinute, cloudflare.RequestsPer5Minutes, cloudflare.WritesPerDay);
        return new(new(WorkOf(lines, choice, call.Settings.RemoveReplaced), rates), call.Clock.GetCurrentInstant(), call.Settings.Zone, Duration.FromSeconds(seconds));
    }

    public IEnumerable<string> Lines()
    {
        var (work, rates) = (Cost.Work, Cost.Rates);
        if (work.Windows == 0) yield break;

        yield return Text($"to Pinata: at most {Cost.PinataRequests:N0} requests and {Sizes.Text(work.Bytes)}, {Long(Cost.PinataTime)} at {rates.PinataPerMinute:N0} requests a minute; equal pictures are uploaded once");
        yield return Text($"to Cloudflare: at most {Cost.CloudflareRequests:N0} requests for {Cost.KeysWritten:N0} keys, {Long(Cost.CloudflareTime)}");
        if (rates.WritesPerDay is { } most && Cost.Days > 1) yield return Text($"at {most:N0} keys a day that takes {Cost.Days:N0} days; viz backfill on each later day names the rest");
        yield return $"published: by {End.Format(EndsAt.InZone(Zone))} ({Zone.Id})";
        foreach (var (plan, sooner) in Cost.HigherPlans(Now, Drawing))
        {
            yield return Text($"with a plan of {plan:N0} requests a minute: {(sooner > Duration.Zero ? Long(sooner) + " sooner" : "no sooner")}");
        }
    }

    public object Document() => new
    {
        pinata = new
        {
            requests = Cost.PinataRequests,
            estimatedBytes = Cost.Work.Bytes,
            requestsPerMinute = Cost.Rates.PinataPerMinute,
            seconds = Math.Round(Cost.PinataTime.TotalSeconds),
        },
        cloudflare = new
        {
            requests = Cost.CloudflareRequests,
            keysWritten = Cost.KeysWritten,
            seconds = Math.Round(Cost.CloudflareTime.TotalSeconds),
            writesPerDay = Cost.Rates.WritesPerDay,
            days = Cost.Days,
        },
        endsAt = OffsetDateTimePattern.ExtendedIso.Format(EndsAt.InZone(Zone).ToOffsetDateTime()),
        higherPlans = Cost.HigherPlans(Now, Drawing).Select(plan => new { requestsPerMinute = plan.RequestsPerMinute, secondsSooner = Math.Round(plan.Sooner.TotalSeconds) }),
    };

    // What is pinned needs no upload, unless everything is drawn again.
    private static PublishWork WorkOf(IReadOnlyCollection<PlanLine> lines, RunChoice choice, bool removes)
    {
        var commits = choice.Resume && choice.Retry != Retry.All;
        var (uploads, pinned) = (lines.Sum(line => line.Found.ToDraw), lines.Sum(Pinned));
        return new(
            uploads,
            Math.Min(uploads, lines.Sum(line => line.Counts[WindowState.Pinning])),
            uploads + pinned,
            lines.Count(line => line.Found.ToDraw + Pinned(line) > 0),
            removes ? lines.Where(line => line.Kind == WindowKind.Cumulative).Sum(line => line.Found.ToDraw + Pinned(line)) : 0,
            lines.Sum(line => line.Found.Bytes));

        long Pinned(PlanLine line) => commits ? line.Counts[WindowState.Pinned] : 0;
    }

    private static string Long(Duration length) => Durations.Text(length.ToTimeSpan());

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
