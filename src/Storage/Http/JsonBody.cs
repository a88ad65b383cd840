using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace VizPipeline.Storage;

/// <summary>A request's body in JSON, in as few bytes as it allows.</summary>
internal static class JsonBody
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly MediaTypeHeaderValue Type = new("application/json");

    public static HttpContent Of(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Plain)) write(json);
        return new ReadOnlyMemoryContent(bytes.WrittenMemory) { Headers = { ContentType = Type } };
    }
}
