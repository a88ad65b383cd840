using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VizPipeline.Doubles;

/// <summary>An answer before it is sent.</summary>
internal sealed record Answer(int Status, ReadOnlyMemory<byte> Body, string MediaType)
{
    private static readonly JsonSerializerOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Refusal Refusal { get; init; }

    /// <summary>What it is about, for <see cref="Exchange.About"/>.</summary>
    public string About { get; init; } = "";

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether <see cref="RetryAfter"/> is sent as a date.</summary>
    public bool IsRetryDate { get; init; }

    public static Answer Json(int status, JsonObject document) => new(status, JsonSerializer.SerializeToUtf8Bytes(document, AsItIs), "application/json");

    public static Answer Html(int status) => new(
        status,
        Encoding.UTF8.GetBytes($"<!DOCTYPE html>\n<html><head><title>{status}</title></head><body><h1>{status}</h1><p>a page from somewhere between</p></body></html>\n"),
        "text/html; charset=utf-8");
}
