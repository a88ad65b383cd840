namespace VizPipeline.Host;

/// <summary>The settings of what a run tells about itself beside metrics; <see cref="Catalogue.All"/> has them with all others.</summary>
internal static class TellingCatalogue
{
    public static Setting<string> Log { get; } =
        new("VIZ_LOG", "log", "How standard error is written: pretty, for people; json, one event a line, for programs", "pretty or json", Readers.OneOf("pretty", Json))
        {
            Flag = "--log",
            Default = _ => "pretty",
        };

    public static Setting<double> TraceSample { get; } =
        new("VIZ_TRACE_SAMPLE", "traceSample", "Share of days whose way is told as traces, while OTEL_EXPORTER_OTLP_ENDPOINT names a receiver", "a number from 0 to 1", Readers.Share)
        {
            Default = _ => "0.01",
        };

    public static Setting<bool> TraceHeaders { get; } =
        new("VIZ_TRACE_HEADERS", "traceHeaders", "Whether requests to providers and webhooks carry a traceparent header while traces are told", "true or false", Readers.Flag)
        {
            Default = _ => "false",
        };

    public const string Json = "json";
}
