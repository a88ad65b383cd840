using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace VizPipeline.Host;

/// <summary>What a reader of metrics asked for in its headers.</summary>
internal static class Negotiation
{
    private const string OpenMetrics = "application/openmetrics-text", Text = "text/plain";

    public static string ContentType(TextFormat format) =>
        format == TextFormat.OpenMetrics ? $"{OpenMetrics}; version=1.0.0; charset=utf-8" : $"{Text}; version=0.0.4; charset=utf-8";

    /// <summary>The format of the highest quality; of equal ones the first named. Who asks for neither, or for nothing, gets Prometheus' own.</summary>
    public static TextFormat FormatFor(StringValues accept)
    {
        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges)) return TextFormat.Prometheus;
        return (from range in ranges
                let format = FormatOf(range)
                where format is not null && range.Quality is not 0
                orderby range.Quality ?? 1 descending
                select format).FirstOrDefault() ?? TextFormat.Prometheus;
    }

    /// <summary>Whether gzip is wanted at least as much as nothing.</summary>
    public static bool WantsGzip(StringValues acceptEncoding)
    {
        if (!StringWithQualityHeaderValue.TryParseList(acceptEncoding, out var codings)) return false;
        var (gzip, plain) = (QualityOf(codings, "gzip") ?? QualityOf(codings, "*") ?? 0, QualityOf(codings, "identity") ?? 0);
        return gzip > 0 && gzip >= plain;
    }

    private static TextFormat? FormatOf(MediaTypeHeaderValue range)
    {
        var version = range.Parameters.FirstOrDefault(parameter => parameter.Name == "version")?.Value.Value;
        return range.MediaType.Value?.ToUpperInvariant() switch
        {
            "APPLICATION/OPENMETRICS-TEXT" when version is null or "1.0.0" => TextFormat.OpenMetrics,
            "TEXT/PLAIN" when version is null or "0.0.4" => TextFormat.Prometheus,
            "TEXT/*" or "*/*" => TextFormat.Prometheus,
            _ => null,
        };
    }

    private static double? QualityOf(IEnumerable<StringWithQualityHeaderValue> codings, string name) =>
        codings.FirstOrDefault(coding => coding.Value.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found ? found.Quality ?? 1 : null;
}
