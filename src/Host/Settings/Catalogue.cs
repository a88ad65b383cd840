using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Imaging;

namespace VizPipeline.Host;

/// <summary>Every setting there is, once: what reads, shows and documents them works from this list.</summary>
internal static class Catalogue
{
    public static Setting<string> Home { get; } = new()
    {
        Variable = "VIZ_HOME", Key = "home", Flag = "--home", Default = _ => "./viz-data",
        Description = "Folder of the embedded readings, the ledger and index, the pictures and the gallery", Allowed = "a path", Read = Readers.Text,
    };

    public static Setting<SourceLocation> Source { get; } = new()
    {
        Variable = "VIZ_SOURCE", Key = "source", Flag = "--source", Secrets = SourceReader.Secrets, Show = SourceReader.Show,
        DefaultInWords = "the embedded database", Description = "Where readings come from: an SQLite database, opened read-only, or a PostgreSQL server",
        Allowed = "a path or an address of the form postgres://user:password@host:port/database", Read = SourceReader.Read,
    };

    public static Setting<DateTimeZone> Zone { get; } = new()
    {
        Variable = "VIZ_ZONE", Key = "zone", Flag = "--zone", Default = _ => "America/Los_Angeles",
        Description = "Time zone of days and hours", Allowed = "a zone of the tz database, such as Europe/Brussels", Read = Readers.Zone,
    };

    public static Setting<string> Station { get; } = new()
    {
        Variable = "VIZ_STATION", Key = "station", Description = "Prefix of keys, paths and pin names",
        Allowed = "lower-case letters, digits, _ and -, at most 32, beginning with a letter or digit", Read = Readers.Name,
    };

    public static Setting<ImmutableArray<SensorSetting>> Sensors { get; } = new()
    {
        Variable = "VIZ_SENSORS", Key = "sensors", IsObject = true, DefaultInWords = "the six of the default table",
        Description = "Sensors added to the default six, or parts of those changed, as name=column:palette:unit;…",
        Allowed = "name=column:palette:unit, separated by semicolons", Read = SensorReader.Read,
    };

    public static Setting<ImmutableSortedDictionary<string, Palette>> Palettes { get; } = new()
    {
        Variable = null, Key = "palettes", IsObject = true, DefaultInWords = "the eight built-in ones",
        Description = "Palettes of your own, each a list of at least two colours", Allowed = "{ \"mine\": \"000000 ffffff\" }", Read = PaletteReader.Read,
    };

    public static Setting<int> Scale { get; } = new()
    {
        Variable = "VIZ_SCALE", Key = "scale", Default = _ => "4",
        Description = "Pixels a logical pixel, across and down; 4 makes 5,760 × 6,720", Allowed = "a whole number from 1 to 8", Read = Readers.Whole(1, 8),
    };

    public static Setting<LocalDate?> CumulativeStart { get; } = new()
    {
        Variable = "CUMULATIVE_START", Key = "cumulativeStart", DefaultInWords = "the day of the first reading",
        Description = "Local date at whose midnight cumulative pictures begin", Allowed = "a date such as 2025-01-15", Read = Readers.Date,
    };

    public static Setting<int> StripCacheMb { get; } = new()
    {
        Variable = "VIZ_STRIP_CACHE_MB", Key = "stripCacheMb", Default = _ => "256",
        Description = "Most megabytes of days kept in memory for cumulative pictures", Allowed = "a whole number from 1 to 65536",
        Read = Readers.Whole(1, 65536),
    };

    public static Setting<string> Table { get; } = Column("VIZ_TABLE", "table", "environmental_data", "Table or view of readings, with or without its schema");

    public static Setting<string> TimeColumn { get; } = Column("VIZ_TIME_COLUMN", "timeColumn", "time", "Column of times");

    public static Setting<string> SensorColumn { get; } =
        Column("VIZ_SENSOR_COLUMN", "sensorColumn", null, "In a long table, the column that names the sensor; goes with VIZ_VALUE_COLUMN");

    public static Setting<string> ValueColumn { get; } =
        Column("VIZ_VALUE_COLUMN", "valueColumn", null, "In a long table, the column of values; goes with VIZ_SENSOR_COLUMN");

    public static StageSetting Query { get; } = StageSetting.Of("query", StageDefaults.Query);

    public static StageSetting Window { get; } = StageSetting.Of("window", StageDefaults.Window);

    public static StageSetting Render { get; } = StageSetting.Of("render", StageDefaults.Render, "2 × processor cores", "processor cores");

    public static StageSetting Pin { get; } = StageSetting.Of("pin", StageDefaults.Pin, workersInWords: "4 × processor cores, at least 8");

    public static StageSetting Commit { get; } = StageSetting.Of("commit", StageDefaults.Commit);

    public static StageSetting Cleanup { get; } = StageSetting.Of("cleanup", StageDefaults.Cleanup);

    public static Setting<bool> RemoveReplaced { get; } = new()
    {
        Variable = "REMOVE_REPLACED", Key = "removeReplaced", Default = _ => "false",
        Description = "Whether cleanup removes cumulative pictures that a newer one replaced", Allowed = "true or false", Read = Readers.Flag,
    };

    public static Setting<string> PinataJwt { get; } = Token("PINATA_JWT", "Token of Pinata's API keys page; checked now, used by a later version");

    public static Setting<string> PinataGroupId { get; } = Identifier("PINATA_GROUP_ID", "pinataGroupId", "Pinata group for new pins");

    public static Setting<string> CloudflareToken { get; } =
        Token("CLOUDFLARE_API_TOKEN", "Cloudflare token that may edit Workers KV; checked now, used by a later version");

    public static Setting<string> CloudflareAccount { get; } = Identifier("CLOUDFLARE_ACCOUNT_ID", "cloudflareAccountId", "Cloudflare account");

    public static Setting<string> KvNamespace { get; } = Identifier("KV_NAMESPACE_ID", "kvNamespaceId", "Workers KV namespace for the name index");

    public static Setting<bool> DeleteLocalFiles { get; } = new()
    {
        Variable = "DELETE_LOCAL_FILES", Key = "deleteLocalFiles", Default = _ => "false",
        Description = "Whether a picture is removed here once published; checked now, used by a later version",
        Allowed = "true or false", Read = Readers.Flag,
    };

    public static ImmutableArray<Setting> All { get; } =
    [
        Home, Source, Zone, Station, Sensors, Palettes, Scale, CumulativeStart, StripCacheMb, Table, TimeColumn, SensorColumn, ValueColumn,
        .. ((StageSetting[])[Query, Window, Render, Pin, Commit, Cleanup]).SelectMany(stage => (Setting[])[stage.Inbox, stage.Workers]),
        RemoveReplaced, PinataJwt, PinataGroupId, CloudflareToken, CloudflareAccount, KvNamespace, DeleteLocalFiles,
    ];

    private static Setting<string> Column(string variable, string key, string? value, string description) => new()
    {
        Variable = variable, Key = key, Default = _ => value, Description = description, Allowed = "the name of a table or column", Read = Readers.Text,
    };

    private static Setting<string> Token(string variable, string description) => new()
    {
        Variable = variable, Secrets = token => [token], Show = Secret.Mask, Description = description, Allowed = "the token as the provider shows it", Read = Readers.Token,
    };

    private static Setting<string> Identifier(string variable, string key, string description) => new()
    {
        Variable = variable, Key = key, Description = $"{description}; checked now, used by a later version",
        Allowed = "the identifier as the provider shows it", Read = Readers.Token,
    };
}
