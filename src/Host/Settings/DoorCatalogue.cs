using System.Collections.Immutable;
using System.Net;

namespace VizPipeline.Host;

/// <summary>The settings of the door; <see cref="Catalogue.All"/> has them with all others.</summary>
internal static class DoorCatalogue
{
    public static Setting<IPEndPoint> Http { get; } =
        new("VIZ_HTTP", "http", "Port of the page and the HTTP interface, of this machine alone unless an address stands before it: 8080, 0.0.0.0:8080; 0 takes a free one and says which",
            MetricsEndpoint.Allowed, MetricsEndpoint.Read)
        { Flag = "--http", IsOfSomeVerbs = true, DefaultInWords = "8080 for serve, none for run" };

    public static Setting<ApiKeys> ApiKeys { get; } =
        new("VIZ_API_KEYS", null, "Keys that let their holders write over HTTP, and read where reading is not open; nobody may write without", DoorReader.KeysAllowed, DoorReader.Keys)
        {
            Show = DoorReader.ShowKeys,
            Secrets = DoorReader.Secrets,
        };

    public static Setting<bool> OpenReads { get; } =
        new("VIZ_HTTP_OPEN_READS", "httpOpenReads", "Whether whoever can reach it may read over HTTP without a key; on this machine's own address everybody may", "true or false", Readers.Flag)
        {
            Default = _ => "false",
        };

    public static Setting<ImmutableArray<string>> Origins { get; } =
        new("VIZ_CORS_ORIGINS", "corsOrigins", "Origins of other web pages that may use the HTTP interface", "addresses such as https://example.org, without a path; several separated by commas", DoorReader.OriginList);

    public static Setting<ImmutableArray<string>> Hosts { get; } =
        new("VIZ_HTTP_HOSTS", "httpHosts", "Names that the HTTP interface answers to besides localhost and addresses", "names such as viz.example.org; several separated by commas", DoorReader.HostList);

    public static Setting<int> RequestsPerMinute { get; } =
        Catalogue.Number("VIZ_HTTP_REQUESTS_PER_MINUTE", "httpRequestsPerMinute", 30_000, 1, 10_000_000, "Requests a minute that one client may make over HTTP");

    public static Setting<int> WritesPerMinute { get; } =
        Catalogue.Number("VIZ_HTTP_WRITES_PER_MINUTE", "httpWritesPerMinute", 120, 1, 1_000_000, "Of those, how many may ask for work: backfills, dry runs, redrawing");

    public static ImmutableArray<Setting> All { get; } = [Http, ApiKeys, OpenReads, Origins, Hosts, RequestsPerMinute, WritesPerMinute];
}
