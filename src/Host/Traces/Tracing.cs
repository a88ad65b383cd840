using System.Security.Cryptography;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace VizPipeline.Host;

/// <summary>Sends the spans of a run, and of its requests to providers, to an OTLP receiver, in batches from a bounded queue.</summary>
internal sealed class Tracing : IDisposable
{
    /// <summary>.NET's own spans of requests; queries are left out of their addresses.</summary>
    public const string OfRequests = "System.Net.Http";

    private readonly TracerProvider _provider;

    private Tracing(TracerProvider provider) => _provider = provider;

    /// <summary>Null where the environment names no receiver.</summary>
    /// <param name="share">Of items that are followed, 0 to 1.</param>
    /// <param name="around">The environment; secrets that its output hides are hidden here.</param>
    public static Tracing? Begin(double share, Surroundings around) => !Otlp.IsWanted(around.Environment, Otlp.Traces) ? null : new(Sdk.CreateTracerProviderBuilder()
        .ConfigureResource(resource => resource.AddService("vizpipeline", serviceVersion: RunMeter.Version))
        .AddSource(ItemSpans.SourceName, OfRequests)
        .SetSampler(new ItemSampler(share, Chance))
        .AddProcessor(new RedactedSpans(around.Output.Redact))
        .AddOtlpExporter(options => Otlp.Direct(options, Otlp.Traces))
        .Build());

    public void Dispose()
    {
        _provider.Shutdown(Otlp.LongestFarewell);
        _provider.Dispose();
    }

    private static double Chance() => RandomNumberGenerator.GetInt32(1 << 30) / (double)(1 << 30);
}
