using System.Collections.Immutable;
using System.Net;
using NodaTime;
using VizPipeline.Imaging;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>Everything a user can set, read and checked; nobody else parses a setting.</summary>
internal sealed record Settings
{
    /// <summary>The folder of the embedded readings, ledger, index, pictures and gallery, as the user wrote it.</summary>
    public required string Home { get; init; }

    public required SourceSettings Source { get; init; }

    public required DateTimeZone Zone { get; init; }

    /// <summary>Prefix of keys, paths and pin names; null when there is none.</summary>
    public required string? Station { get; init; }

    public required ImmutableArray<Sensor> Sensors { get; init; }

    /// <summary>The built-in palettes and the user's own, by name.</summary>
    public required ImmutableSortedDictionary<string, Palette> Palettes { get; init; }

    /// <summary>Pixels a logical pixel, 1 to 8.</summary>
    public required int Scale { get; init; }

    /// <summary>Where cumulative windows begin; null for the day of the source's first reading.</summary>
    public required LocalDate? CumulativeStart { get; init; }

    /// <summary>Most megabytes of day strips kept in memory.</summary>
    public required int StripCacheMb { get; init; }

    /// <summary>Most megabytes of drawn rows kept from one cumulative picture to the next.</summary>
    public required int PictureCacheMb { get; init; }

    public required StageSettings Stages { get; init; }

    /// <summary>When pictures reach the disk.</summary>
    public required Durability Fsync { get; init; }

    /// <summary>Whether cleanup removes cumulative pictures that a newer one replaced.</summary>
    public required bool RemoveReplaced { get; init; }

    public required PublishSettings Publish { get; init; }

    /// <summary>Who is told of events; null for nobody.</summary>
    public required WebhookSettings? Webhook { get; init; }

    /// <summary>Where metrics can be read while a run lasts; null for nowhere.</summary>
    public required IPEndPoint? Metrics { get; init; }

    public required TellingSettings Telling { get; init; }

    public required DoorSettings Door { get; init; }

    public required ServiceSettings Service { get; init; }
    public required SyncSettings Sync { get; init; }
}

/// <summary>Pulling readings into the home folder.</summary>
/// <param name="From">Where from; null for nowhere.</param>
/// <param name="Every">How often a running service pulls.</param>
/// <param name="Overlap">How far before the newest reading each pull begins.</param>
internal sealed record SyncSettings(SourceLocation? From, Duration Every, Duration Overlap);

/// <summary>What a run tells beside metrics.</summary>
/// <param name="WritesJsonLines">Whether standard error is events as JSON.</param>
/// <param name="TraceSample">Share of days that are followed, 0 to 1.</param>
/// <param name="SendsTraceHeaders">Whether others are told of the trace.</param>
internal sealed record TellingSettings(bool WritesJsonLines, double TraceSample, bool SendsTraceHeaders);

/// <summary>The source of readings and the shape of its table.</summary>
/// <param name="Location">Where it is.</param>
/// <param name="Table">The table's name, with or without a schema.</param>
/// <param name="TimeColumn">The column of times.</param>
/// <param name="SensorColumn">In a long table the column that names the sensor; null for a wide table, a column a sensor.</param>
/// <param name="ValueColumn">In a long table the column of values; null exactly when <paramref name="SensorColumn"/> is.</param>
internal sealed record SourceSettings(SourceLocation Location, string Table, string TimeColumn, string? SensorColumn, string? ValueColumn);

/// <summary>How much each stage may hold and do at once.</summary>
internal sealed record StageSettings(StageLimits Query, StageLimits Window, StageLimits Render, StageLimits Pin, StageLimits Commit, StageLimits Cleanup);

/// <summary>Where pictures are published; null means nowhere outside the home folder. Without findings, both providers are there or neither is.</summary>
/// <param name="Pinata">Where pictures are pinned.</param>
/// <param name="Cloudflare">Where they are named.</param>
/// <param name="OutageWait">How long a provider that is down is waited for.</param>
/// <param name="DeleteLocalFiles">Whether a published picture is removed here.</param>
/// <param name="Why">Why uploading is on or off, in a sentence without a full stop.</param>
internal sealed record PublishSettings(PinataSettings? Pinata, CloudflareSettings? Cloudflare, Duration OutageWait, bool DeleteLocalFiles, string Why)
{
    public bool IsOn => Pinata is not null && Cloudflare is not null;
}

/// <summary>Who is told of events.</summary>
internal sealed record WebhookSettings(WebhookTarget Target, bool AllowHttp);

internal sealed record PinataSettings(Secret Token, PinataOptions Options, int RequestsPerMinute);

/// <param name="Token">May edit Workers KV.</param>
/// <param name="Options">Which namespace.</param>
/// <param name="RequestsPer5Minutes">Of the whole account.</param>
/// <param name="WritesPerDay">Null for as many as one likes.</param>
internal sealed record CloudflareSettings(Secret Token, CloudflareOptions Options, int RequestsPer5Minutes, int? WritesPerDay);
