using System.Collections.Immutable;
using System.Net;
using NodaTime;
using VizPipeline.Imaging;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>Every setting there is, once: what reads, shows and documents them works from this list.</summary>
internal static class Catalogue
{
    public static Setting<string> Home { get; } =
        new("VIZ_HOME", "home", "Folder of the embedded readings, the ledger and index, the pictures and the gallery", "a path", Readers.Text)
        {
            Flag = "--home",
            Default = _ => "./viz-data",
        };

    public static Setting<SourceLocation> Source { get; } =
        new("VIZ_SOURCE", "source", "Where readings come from: an SQLite database, opened read-only, or a PostgreSQL server",
            "a path or an address of the form postgres://user:password@host:port/database", SourceReader.Read)
        {
            Flag = "--source",
            DefaultInWords = "the embedded database",
            Show = SourceReader.Show,
            Secrets = SourceReader.Secrets,
        };

    public static Setting<DateTimeZone> Zone { get; } =
        new("VIZ_ZONE", "zone", "Time zone of days and hours", "a zone of the tz database, such as Europe/Brussels", Readers.Zone)
        {
            Flag = "--zone",
            Default = _ => "America/Los_Angeles",
        };

    public static Setting<string> Station { get; } =
        new("VIZ_STATION", "station", "Prefix of keys, paths and pin names", Readers.NameAllowed, Readers.Name);

    public static Setting<ImmutableArray<SensorSetting>> Sensors { get; } =
        new("VIZ_SENSORS", "sensors", "Sensors added to the default six, or parts of those changed",
            "name=column:palette:unit, several separated by semicolons", SensorReader.Read)
        {
            DefaultInWords = "the six of the default table",
            IsObject = true,
        };

    public static Setting<ImmutableSortedDictionary<string, Palette>> Palettes { get; } =
        new(null, "palettes", "Palettes of your own, each at least two colours", "an object such as { \"mine\": \"000000 ffffff\" }", PaletteReader.Read)
        {
            DefaultInWords = "the eight built-in ones",
            IsObject = true,
        };

    public static Setting<string> Colours { get; } =
        new("VIZ_COLOURS", "colours", "exact, or 256 for files that have at most 256 colours, each at most 2 of 255 levels off", "exact or 256", Readers.OneOf("exact", "256"))
        {
            Flag = "--colours",
            Default = _ => "exact",
        };

    public static Setting<int> Scale { get; } =
        Number("VIZ_SCALE", "scale", 4, 1, 8, "Pixels a logical pixel, across and down; 4 makes 5,760 × 6,720");

    public static Setting<LocalDate?> CumulativeStart { get; } =
        new("CUMULATIVE_START", "cumulativeStart", "Local date at whose midnight cumulative pictures begin", "a date such as 2025-01-15", Readers.Date)
        { DefaultInWords = "the day of the first reading" };

    public static Setting<int> StripCacheMb { get; } =
        Number("VIZ_STRIP_CACHE_MB", "stripCacheMb", 256, 1, 65536, "Most megabytes of days kept in memory for cumulative pictures");

    public static Setting<int> PictureCacheMb { get; } =
        Number("VIZ_PICTURE_CACHE_MB", "pictureCacheMb", 64, 0, 65536, "Most megabytes of drawn rows kept for the next cumulative picture; costs time only");

    public static Setting<string> Table { get; } = Column("VIZ_TABLE", "table", "environmental_data", "Table or view of readings, with or without its schema");

    public static Setting<string> TimeColumn { get; } = Column("VIZ_TIME_COLUMN", "timeColumn", "time", "Column of times");

    public static Setting<string> SensorColumn { get; } =
        Column("VIZ_SENSOR_COLUMN", "sensorColumn", null, "In a long table, the column that names the sensor; goes with VIZ_VALUE_COLUMN");

    public static Setting<string> ValueColumn { get; } =
        Column("VIZ_VALUE_COLUMN", "valueColumn", null, "In a long table, the column of values; goes with VIZ_SENSOR_COLUMN");

    public static StageSetting Query { get; } = StageSetting.Of("query", StageDefaults.Query);

    public static StageSetting Window { get; } = StageSetting.Of("window", StageDefaults.Window);

    public static StageSetting Render { get; } = StageSetting.Of("render", StageDefaults.Render, "4 × processor cores", "processor cores", workersAtMost: "as many as there are processor cores");

    public static StageSetting Pin { get; } = StageSetting.Of("pin", StageDefaults.Pin, workersInWords: "4 × processor cores, at least 8");

    public static StageSetting Commit { get; } = StageSetting.Of("commit", StageDefaults.Commit);

    public static StageSetting Cleanup { get; } = StageSetting.Of("cleanup", StageDefaults.Cleanup);

    public static Setting<bool> RemoveReplaced { get; } =
        YesOrNo("UNPIN_REPLACED", "unpinReplaced", "Whether a cumulative picture and its key are removed once a newer one is committed, and what a window's picture showed before its end; never a content that another key names");

    public static Setting<string> PinataJwt { get; } = Token("PINATA_JWT", "Token of Pinata's API keys page");

    public static Setting<string> PinataGroupId { get; } = Identifier("PINATA_GROUP_ID", "pinataGroupId", "Pinata group for new pins");

    public static Setting<string> CloudflareToken { get; } = Token("CLOUDFLARE_API_TOKEN", "Cloudflare token that may edit Workers KV");

    public static Setting<string> CloudflareAccount { get; } = Identifier("CLOUDFLARE_ACCOUNT_ID", "cloudflareAccountId", "Cloudflare account");

    public static Setting<string> KvNamespace { get; } = Identifier("KV_NAMESPACE_ID", "kvNamespaceId", "Workers KV namespace for the name index");

    public static Setting<Uri> PinataUploadUrl { get; } = Address("PINATA_UPLOAD_URL", "pinataUploadUrl", "https://uploads.pinata.cloud", "Base address of Pinata's uploads");

    public static Setting<Uri> PinataApiUrl { get; } = Address("PINATA_API_URL", "pinataApiUrl", "https://api.pinata.cloud", "Base address of the rest of Pinata");

    public static Setting<Uri> CloudflareApiUrl { get; } =
        Address("CLOUDFLARE_API_URL", "cloudflareApiUrl", "https://api.cloudflare.com/client/v4", "Base address of Cloudflare's API");

    public static Setting<int> PinataRequestsPerMinute { get; } =
        Number("PINATA_REQUESTS_PER_MINUTE", "pinataRequestsPerMinute", 60, 1, 1_000_000, "Requests a minute that Pinata's plan allows");

    public static Setting<int> CloudflareRequests { get; } = Number(
        "CLOUDFLARE_REQUESTS_PER_5_MINUTES", "cloudflareRequestsPer5Minutes", 1200, 1, 1_000_000, "Requests in five minutes that Cloudflare allows the whole account");

    public static Setting<int?> CloudflareWritesPerDay { get; } =
        new("CLOUDFLARE_WRITES_PER_DAY", "cloudflareWritesPerDay", "Keys written a day that Cloudflare's plan allows; 1000 on the free one",
            "unlimited, or a whole number from 1 to 1000000000", Readers.WholeOrUnlimited(1, 1_000_000_000))
        {
            Default = _ => "unlimited",
        };

    public static Setting<int> OutageWait { get; } =
        Number("OUTAGE_WAIT", "outageWait", 120, 0, 86_400, "Seconds that a run waits for a provider that is down before it goes on without it");

    public static Setting<bool> DeleteLocalFiles { get; } =
        YesOrNo("DELETE_LOCAL_FILES", "deleteLocalFiles", "Whether a picture is removed from the home folder once it is published outside and the index names it", unlessSet: true);

    public static Setting<Durability> Fsync { get; } =
        new("VIZ_FSYNC", "fsync", "When pictures are flushed to disk: batch, hundreds together before the ledger calls them done; each on its own; none, when the system likes", "batch, each or none", Readers.Fsync)
        {
            Flag = "--fsync",
            Default = _ => "batch",
        };

    public static Setting<Uri> WebhookUrl { get; } =
        new("WEBHOOK_URL", null, "Address that is told of each picture, each failed window and each run's end", WebhookReader.AddressAllowed, WebhookReader.Address)
        {
            Show = WebhookReader.Show,
            Secrets = WebhookReader.Secrets,
        };

    public static Setting<string> WebhookSecret { get; } =
        new("WEBHOOK_SECRET", null, "What events are signed with, known to the receiver", "letters, digits and signs without a blank", Readers.Token)
        {
            Show = Secret.Mask,
            Secrets = secret => [secret],
        };

    public static Setting<bool> WebhookAllowHttp { get; } =
        YesOrNo("WEBHOOK_ALLOW_HTTP", "webhookAllowHttp", "Whether events may be sent without encryption");

    public static Setting<bool> WebhookAllowPrivate { get; } =
        YesOrNo("WEBHOOK_ALLOW_PRIVATE", "webhookAllowPrivate", "Whether the receiver may lie in a private network, or on this machine");

    public static Setting<IPEndPoint> Metrics { get; } =
        new("VIZ_METRICS", "metrics", "Port for Prometheus to read /metrics from while backfill, demo or run goes on, of this machine alone unless an address stands before it: 9464, 0.0.0.0:9464; 0 takes a free one and says which",
            MetricsEndpoint.Allowed, MetricsEndpoint.Read)
        { Flag = "--metrics", IsOfSomeVerbs = true, DefaultInWords = "none" };

    public static ImmutableArray<StageSetting> Stages { get; } = [Query, Window, Render, Pin, Commit, Cleanup];

    public static ImmutableArray<Setting> All { get; } =
    [
        Home, Source, Zone, Station, Sensors, Palettes, Colours, Scale, CumulativeStart, StripCacheMb, PictureCacheMb, Table, TimeColumn, SensorColumn, ValueColumn,
        .. Stages.SelectMany(stage => (Setting[])[stage.Inbox, stage.Workers]),
        Fsync, RemoveReplaced, PinataJwt, PinataGroupId, CloudflareToken, CloudflareAccount, KvNamespace,
        PinataUploadUrl, PinataApiUrl, CloudflareApiUrl, PinataRequestsPerMinute, CloudflareRequests, CloudflareWritesPerDay, OutageWait, DeleteLocalFiles,
        WebhookUrl, WebhookSecret, WebhookAllowHttp, WebhookAllowPrivate, .. SyncCatalogue.All, Metrics, TellingCatalogue.Log, TellingCatalogue.TraceSample, TellingCatalogue.TraceHeaders,
        .. DoorCatalogue.All,
        .. ServiceCatalogue.All,
    ];

    public static Setting<int> Number(string variable, string key, int value, int least, int most, string description) =>
        new(variable, key, description, $"a whole number from {least} to {most}", Readers.Whole(least, most)) { Default = _ => $"{value}" };

    private static Setting<bool> YesOrNo(string variable, string key, string description, bool unlessSet = false) =>
        new(variable, key, description, "true or false", Readers.Flag) { Default = _ => unlessSet ? "true" : "false" };

    private static Setting<string> Column(string variable, string key, string? value, string description) =>
        new(variable, key, description, "the name of a table or column", Readers.Text) { Default = _ => value };

    private static Setting<string> Token(string variable, string description) =>
        new(variable, null, description, "the token as the provider shows it", Readers.Token) { Show = Secret.Mask, Secrets = token => [token] };

    private static Setting<string> Identifier(string variable, string key, string description) =>
        new(variable, key, description, "the identifier as the provider shows it", Readers.Token);

    private static Setting<Uri> Address(string variable, string key, string value, string description) =>
        new(variable, key, description, "an https:// address, or http:// on this machine", Readers.Address) { Default = _ => value };
}
