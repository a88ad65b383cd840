using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using VizPipeline.Host;

namespace VizPipeline.Tests;

/// <summary>What the laws need to know of one setting: good values, a bad one, and where the settings keep it.</summary>
/// <param name="Setting">Which.</param>
/// <param name="Good">As the environment writes them; distinct unless it is a yes or no.</param>
/// <param name="Bad">A value that no source may give.</param>
/// <param name="Typed">The value read, written as in <paramref name="Good"/>.</param>
internal sealed record SettingCase(Setting Setting, ImmutableArray<string> Good, string Bad, Func<Settings, string?> Typed)
{
    private static readonly ImmutableArray<string> Texts = ["alpha", "beta", "gamma", "delta"];
    private static readonly ImmutableArray<string> Numbers = ["5", "6", "7", "8"];
    private static readonly ImmutableArray<string> Addresses = ["https://example.org", "https://example.org:8443/v4/", "http://127.0.0.1:8080", "http://localhost/base"];
    private static readonly ImmutableArray<string> Answers = ["true", "false"];
    private static readonly ImmutableArray<string> Keys = ["sesame-sesame-sesame", "0123456789abcdef,another-key-of-some-length"];
    private const string Control = "a\u0001b";

    public static ImmutableArray<SettingCase> All { get; } =
    [
        new(Catalogue.Home, Texts, Control, settings => settings.Home),
        new(Catalogue.Source, ["a.db", "b/c.db", "postgres://u:p@h/d", "postgresql://h:1/d"], "mysql://u:p@h/d", settings => settings.Source.Location switch
        {
            SourceLocation.SqliteDatabase file => file.Path,
            SourceLocation.Postgres server => server.Address.Reveal(),
            _ => null,
        }),
        new(Catalogue.Zone, ["UTC", "Europe/Brussels", "Asia/Kolkata", "Antarctica/Troll"], "Mars/Olympus", settings => settings.Zone.Id),
        new(Catalogue.Station, ["a", "roof-2", "0_0", "z9"], "Roof", settings => settings.Station),
        new(Catalogue.Sensors, ["co2=CO2:yellow:ppm", "pm=p m:red:µg/m³", "a=b:blue:c", "x=y:base:z"], "CO2=co2:yellow:ppm", settings => Sensors.Show([settings.Sensors[^1]])),
        new(Catalogue.Palettes, ["mine=000000 FFFFFF", "mine=010203 AABBCC"], "mine=000000", settings =>
            settings.Palettes.TryGetValue("mine", out var mine) ? $"mine={string.Join(' ', mine.Stops)}" : null),
        new(Catalogue.Colours, ["256", "exact"], "255", settings => settings.Palettes["base"].IsLimited ? "256" : "exact"),
        new(Catalogue.Scale, Numbers, "9", settings => $"{settings.Scale}"),
        new(Catalogue.CumulativeStart, ["2025-01-15", "2024-02-29"], "2025-02-29", settings =>
            settings.CumulativeStart is { } date ? NodaTime.Text.LocalDatePattern.Iso.Format(date) : null),
        new(Catalogue.StripCacheMb, Numbers, "0", settings => $"{settings.StripCacheMb}"),
        new(Catalogue.PictureCacheMb, Numbers, "-1", settings => $"{settings.PictureCacheMb}"),
        new(Catalogue.Table, Texts, Control, settings => settings.Source.Table),
        new(Catalogue.TimeColumn, Texts, Control, settings => settings.Source.TimeColumn),
        new(Catalogue.SensorColumn, Texts, Control, settings => settings.Source.SensorColumn),
        new(Catalogue.ValueColumn, Texts, Control, settings => settings.Source.ValueColumn),
        .. Stage(Catalogue.Query, stages => stages.Query),
        .. Stage(Catalogue.Window, stages => stages.Window),
        .. Stage(Catalogue.Render, stages => stages.Render),
        .. Stage(Catalogue.Pin, stages => stages.Pin),
        .. Stage(Catalogue.Commit, stages => stages.Commit),
        .. Stage(Catalogue.Cleanup, stages => stages.Cleanup),
        new(Catalogue.Fsync, ["batch", "each", "none"], "often", settings => settings.Fsync.ToString().ToLowerInvariant()),
        new(Catalogue.RemoveReplaced, Answers, "maybe", settings => settings.RemoveReplaced ? "true" : "false"),
        new(Catalogue.PinataJwt, Texts, "two words", settings => settings.Publish.Pinata?.Token.Reveal()),
        new(Catalogue.PinataGroupId, Texts, "two words", settings => settings.Publish.Pinata?.Options.GroupId),
        new(Catalogue.CloudflareToken, Texts, "two words", settings => settings.Publish.Cloudflare?.Token.Reveal()),
        new(Catalogue.CloudflareAccount, Texts, "two words", settings => settings.Publish.Cloudflare?.Options.AccountId),
        new(Catalogue.KvNamespace, Texts, "two words", settings => settings.Publish.Cloudflare?.Options.NamespaceId),
        new(Catalogue.PinataUploadUrl, Addresses, "http://example.org", settings => settings.Publish.Pinata?.Options.Uploads.OriginalString),
        new(Catalogue.PinataApiUrl, Addresses, "https://user:word@example.org", settings => settings.Publish.Pinata?.Options.Api.OriginalString),
        new(Catalogue.CloudflareApiUrl, Addresses, "example.org", settings => settings.Publish.Cloudflare?.Options.Api.OriginalString),
        new(Catalogue.PinataRequestsPerMinute, Numbers, "0", settings => $"{settings.Publish.Pinata?.RequestsPerMinute}"),
        new(Catalogue.CloudflareRequests, Numbers, "many", settings => $"{settings.Publish.Cloudflare?.RequestsPer5Minutes}"),
        new(Catalogue.CloudflareWritesPerDay, ["5", "6", "unlimited"], "0", settings => settings.Publish.Cloudflare?.WritesPerDay is { } writes ? $"{writes}" : "unlimited"),
        new(Catalogue.OutageWait, Numbers, "-1", settings => $"{settings.Publish.OutageWait.TotalSeconds}"),
        new(Catalogue.DeleteLocalFiles, Answers, "maybe", settings => settings.Publish.DeleteLocalFiles ? "true" : "false"),
        new(Catalogue.WebhookUrl, ["https://a.example/x", "https://b.example:8443/?token=y", "https://c.example/"], "ftp://a.example", settings => settings.Webhook?.Target.Address.OriginalString),
        new(Catalogue.WebhookSecret, Texts, "two words", settings => settings.Webhook?.Target.Secret),
        new(Catalogue.WebhookAllowHttp, Answers, "maybe", settings => settings.Webhook is { AllowHttp: true } ? "true" : "false"),
        new(Catalogue.WebhookAllowPrivate, Answers, "maybe", settings => settings.Webhook is { Target.AllowPrivate: true } ? "true" : "false"),
        new(SyncCatalogue.From, ["a.db", "b/c.db", "postgres://u:p@h/d", "postgresql://h:1/d"], "mysql://u:p@h/d", settings => settings.Sync.From switch
        {
            SourceLocation.SqliteDatabase file => file.Path,
            SourceLocation.Postgres server => server.Address.Reveal(),
            _ => null,
        }),
        new(SyncCatalogue.Every, Numbers, "4", settings => $"{settings.Sync.Every.TotalSeconds}"),
        new(SyncCatalogue.Overlap, Numbers, "-1", settings => $"{settings.Sync.Overlap.TotalHours}"),
        new(Catalogue.Metrics, ["127.0.0.1:0", "127.0.0.1:9464", "0.0.0.0:80", "[::1]:65535"], "example.org:9464", settings => settings.Metrics?.ToString()),
        new(TellingCatalogue.Log, ["json", "pretty"], "xml", settings => settings.Telling.WritesJsonLines ? "json" : "pretty"),
        new(TellingCatalogue.TraceSample, ["0", "0.25", "1"], "-Infinity", settings => settings.Telling.TraceSample.ToString(CultureInfo.InvariantCulture)),
        new(TellingCatalogue.TraceHeaders, Answers, "maybe", settings => settings.Telling.SendsTraceHeaders ? "true" : "false"),
        new(DoorCatalogue.Http, ["127.0.0.1:0", "127.0.0.1:8080", "0.0.0.0:80", "[::1]:65535"], "example.org:8080", settings => settings.Door.At?.ToString()),
        new(DoorCatalogue.ApiKeys, Keys, "short", settings => Keys.FirstOrDefault(key => settings.Door.Keys.Know(key.Split(',')[0]))),
        new(DoorCatalogue.OpenReads, Answers, "maybe", settings => settings.Door.OpenReads ? "true" : "false"),
        new(DoorCatalogue.Origins, ["https://a.example", "http://b.example:81,https://c.example"], "https://a.example/", settings => settings.Door.Origins.IsEmpty ? null : string.Join(',', settings.Door.Origins)),
        new(DoorCatalogue.Hosts, ["a.example", "b,c.example"], "a.example:80", settings => settings.Door.Hosts.IsEmpty ? null : string.Join(',', settings.Door.Hosts)),
        new(DoorCatalogue.RequestsPerMinute, Numbers, "0", settings => $"{settings.Door.RequestsPerMinute}"),
        new(DoorCatalogue.WritesPerMinute, Numbers, "0", settings => $"{settings.Door.WritesPerMinute}"),
        new(ServiceCatalogue.Settle, ["0s", "90s", "2m", "50m"], "51m", settings => SpanText(settings.Service.Settle)),
        new(ServiceCatalogue.Live, ["5m", "12h", "none"], "30s", settings => settings.Service.Live is { } span ? SpanText(span) : "none"),
        new(ServiceCatalogue.LookBack, ["1", "7", "31"], "0", settings => $"{settings.Service.LookBack}"),
        new(ServiceCatalogue.StopWithin, ["1", "25", "3600"], "0", settings => $"{settings.Service.StopWithin.TotalSeconds}"),
    ];

    /// <summary>The sources that may give this setting, the weakest first.</summary>
    public ImmutableArray<Origin> Origins =>
    [
        .. Setting.Key is null ? (Origin[])[] : [Origin.Json],
        .. Setting.Variable is null ? (Origin[])[] : [Origin.DotEnv, Origin.Environment],
        .. Setting.Flag is null ? (Origin[])[] : [Origin.Flag],
    ];

    public override string ToString() => Setting.Name;

    // As the values above are written.
    private static string SpanText(Duration span) => span.TotalHours == 12 ? "12h" : span.TotalSeconds is 0 or 90 ? $"{span.TotalSeconds}s" : $"{span.TotalMinutes}m";

    private static IEnumerable<SettingCase> Stage(StageSetting stage, Func<StageSettings, StageLimits> limits) =>
    [
        new(stage.Inbox, Numbers, "4097", settings => $"{limits(settings.Stages).Inbox}"),
        new(stage.Workers, Numbers, "1.5", settings => $"{limits(settings.Stages).Workers}"),
    ];
}
