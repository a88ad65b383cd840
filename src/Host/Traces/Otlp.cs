using OpenTelemetry.Exporter;

namespace VizPipeline.Host;

/// <summary>What the environment says about an OTLP receiver; where and how it is spoken to, the SDK reads there by itself.</summary>
internal static class Otlp
{
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT", Traces = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", Metrics = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";

    /// <summary>How long a receiver that is gone may keep a run from its end, in milliseconds.</summary>
    public const int LongestFarewell = 2_000;

    /// <param name="environment">Of the process.</param>
    /// <param name="signal">The variable of one signal alone.</param>
    public static bool IsWanted(IReadOnlyDictionary<string, string> environment, string signal) =>
        environment.GetValueOrDefault(Endpoint) is { Length: > 0 } || environment.GetValueOrDefault(signal) is { Length: > 0 };

    /// <summary>The SDK knows the variables of all signals together; the address of one alone, taken as it stands, it has to be given.</summary>
    /// <exception cref="SettingsException">It is no address.</exception>
    public static void Direct(OtlpExporterOptions options, string signal)
    {
        if (Environment.GetEnvironmentVariable(signal) is not { Length: > 0 } text) return;

        options.Endpoint = Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new SettingsException([$"{signal} in the environment: it must be an http:// or https:// address"]);
    }
}
