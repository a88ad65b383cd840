using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;

namespace VizPipeline.Doubles;

/// <summary>The documents that Cloudflare's KV API answers with, and its numbers for errors.</summary>
internal static class KvAnswers
{
    public const int NotAuthenticated = 10000;
    public const int KeyNotFound = 10009;
    public const int MalformedValue = 10012;
    public const int NamespaceNotFound = 10013;
    public const int TooManyRequests = 10022;
    public const int TooLarge = 10024;
    public const int NoSuchAddress = 10025;
    public const int WrongLimit = 10028;
    public const int WrongRequest = 10029;
    public const int DailyLimit = 10048;
    public const int AccountLimit = 971;

    public static Answer Done(JsonNode? result = null, JsonObject? info = null)
    {
        var envelope = new JsonObject { ["success"] = true, ["errors"] = new JsonArray(), ["messages"] = new JsonArray(), ["result"] = result };
        if (info is not null) envelope["result_info"] = info;
        return Answer.Json(200, envelope);
    }

    public static Answer Error(int status, string message, int code) => Answer.Json(status, new()
    {
        ["success"] = false,
        ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message }),
        ["messages"] = new JsonArray(),
        ["result"] = null,
    });

    public static Answer Keys(ImmutableArray<(string Key, string? Metadata)> keys, bool hasMore) => Done(
        new JsonArray([.. keys.Select(KeyRow)]),
        new JsonObject { ["count"] = keys.Length, ["cursor"] = hasMore ? Base64Url.EncodeToString(Encoding.UTF8.GetBytes(keys[^1].Key)) : "" });

    public static Answer Written(int written, ImmutableArray<string> unsuccessful) => Done(new JsonObject
    {
        ["successful_key_count"] = written,
        ["unsuccessful_keys"] = new JsonArray([.. unsuccessful.Select(key => JsonValue.Create(key))]),
    });

    /// <summary>The key that a cursor goes on after.</summary>
    /// <exception cref="RequestRefusedException">It is no cursor of ours.</exception>
    public static string After(string cursor) =>
        Base64Url.IsValid(cursor) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)) : throw new RequestRefusedException(400, "cursor is none that was given out", WrongRequest);

    private static JsonObject KeyRow((string Key, string? Metadata) key)
    {
        var row = new JsonObject { ["name"] = key.Key };
        if (key.Metadata is not null) row["metadata"] = JsonNode.Parse(key.Metadata);
        return row;
    }
}
