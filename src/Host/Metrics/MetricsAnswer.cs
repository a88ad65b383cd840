using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace VizPipeline.Host;

/// <summary>Metrics as whoever reads them wants them.</summary>
internal static class MetricsAnswer
{
    public const string Off = "metrics are turned off (OTEL_SDK_DISABLED)";

    /// <param name="context">Who asks.</param>
    /// <param name="families">All of them; null where they are turned off.</param>
    public static async Task WriteAsync(HttpContext context, IReadOnlyList<MetricFamily>? families)
    {
        var (request, response) = (context.Request, context.Response);
        if (families is null)
        {
            (response.StatusCode, response.ContentType) = (StatusCodes.Status503ServiceUnavailable, "text/plain; charset=utf-8");
            await response.WriteAsync($"{Off}\n", context.RequestAborted);
            return;
        }

        var format = Negotiation.FormatFor(request.Headers.Accept);
        var isGzip = Negotiation.WantsGzip(request.Headers.AcceptEncoding);
        var body = BodyOf(families, format, isGzip);
        (response.ContentType, response.ContentLength) = (Negotiation.ContentType(format), body.Length);
        (response.Headers.Vary, response.Headers.CacheControl) = ("Accept, Accept-Encoding", "no-store");
        if (isGzip) response.Headers.ContentEncoding = "gzip";
        if (HttpMethods.IsGet(request.Method)) await response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static ReadOnlyMemory<byte> BodyOf(IReadOnlyList<MetricFamily> families, TextFormat format, bool isGzip)
    {
        var text = new System.Buffers.ArrayBufferWriter<byte>(1 << 15);
        PrometheusText.Write(families, format, text);
        if (!isGzip) return text.WrittenMemory;

        var packed = new MemoryStream(text.WrittenCount / 8);
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(text.WrittenSpan);
        return packed.GetBuffer().AsMemory(0, (int)packed.Length);
    }
}
