using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>What publishing asks of the providers, at most, and how long their quotas make it last. Arithmetic only.</summary>
/// <param name="Work">What is to be published.</param>
/// <param name="Rates">What the providers allow.</param>
public sealed record PublishCost(PublishWork Work, PublishRates Rates)
{
    /// <summary>Pairs in a bulk write, and at most one such write a second.</summary>
    public const int BulkPairs = 5000;

    /// <summary>Requests a minute of Pinata's plans, the last one the enterprise's 100 a second.</summary>
    public static ImmutableArray<int> Plans { get; } = [60, 250, 500, 6000];

    public long PinataRequests => Work.Uploads + Work.Lookups + Work.Removals;

    public Duration PinataTime => Duration.FromMinutes((double)PinataRequests / Rates.PinataPerMinute);

    /// <summary>While pictures are being uploaded, what has come within a second is written together, and at the end what is left.</summary>
    public long Bulks => Math.Max(
        Ceiling(Work.Windows, Math.Max(1, BulkPairs - Work.Series)),
        Math.Min(Work.Windows, (long)Math.Ceiling(PinataTime.TotalSeconds)));

    /// <summary>Those, each series' <c>latest</c>, which is read before it is first written, and keys that are deleted.</summary>
    public long CloudflareRequests => Bulks + (Work.Windows > 0 ? Work.Series : 0) + Work.Removals;

    /// <summary>Every window's own key, in each bulk write the newest <c>latest</c> of each series, and keys that are deleted.</summary>
    public long KeysWritten => Work.Windows + Math.Min(Work.Windows, Bulks * Work.Series) + Work.Removals;

    public Duration CloudflareTime => Duration.Max(
        Duration.FromSeconds(Bulks), Duration.FromMinutes(5.0 * CloudflareRequests / Rates.CloudflarePer5Minutes));

    /// <summary>Days of UTC, the one that has begun included, on which keys are written; 1 where a day takes any number.</summary>
    public long Days => Rates.WritesPerDay is { } most ? Math.Max(1, Ceiling(KeysWritten, most)) : 1;

    /// <summary>When it is all published, begun now and gone on with every day.</summary>
    /// <param name="now">The beginning.</param>
    /// <param name="drawing">How long it takes to draw the pictures; beside the uploads.</param>
    public Instant EndsAt(Instant now, Duration drawing)
    {
        var busy = now + Duration.Max(drawing, Duration.Max(PinataTime, CloudflareTime));
        var lastDay = now.InUtc().Date.PlusDays((int)Math.Min(Days - 1, int.MaxValue / 1000)).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
        return Instant.Max(busy, lastDay);
    }

    /// <summary>The plans above this one, and how much sooner it would end with each.</summary>
    public IEnumerable<(int RequestsPerMinute, Duration Sooner)> HigherPlans(Instant now, Duration drawing) =>
        from plan in Plans
        where plan > Rates.PinataPerMinute
        select (plan, EndsAt(now, drawing) - (this with { Rates = Rates with { PinataPerMinute = plan } }).EndsAt(now, drawing));

    private static long Ceiling(long number, long by) => (number + by - 1) / by;
}

/// <param name="Uploads">Pictures to be uploaded; equal ones share an upload, so that there may be fewer.</param>
/// <param name="Lookups">Uploads that were under way when a run ended, asked for by CID.</param>
/// <param name="Windows">Windows whose keys are to be written.</param>
/// <param name="Series">Sensors and intervals among them; each has a <c>latest</c>.</param>
/// <param name="Removals">Pictures that are unpinned, each with its key, because a newer one replaces them.</param>
/// <param name="Bytes">Length of the uploads, estimated.</param>
public sealed record PublishWork(long Uploads, long Lookups, long Windows, int Series, long Removals, long Bytes);

/// <param name="PinataPerMinute">Requests a minute.</param>
/// <param name="CloudflarePer5Minutes">Requests in five minutes.</param>
/// <param name="WritesPerDay">Keys written a day of UTC; null for any number.</param>
public sealed record PublishRates(int PinataPerMinute, int CloudflarePer5Minutes, int? WritesPerDay);
