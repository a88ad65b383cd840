using System.Text.Json;

namespace VizPipeline.Storage;

/// <summary>Reads the envelopes of Cloudflare's API. All throw <see cref="JsonException"/> for what is none.</summary>
internal static class KvAnswers
{
    private const int UnknownRoute = 7003, UnknownNamespace = 10013;

    /// <summary>Whether a 404 is about the account or namespace rather than the key.</summary>
    public static bool IsWrongPlace(ProviderAnswer answer) => answer.IsMissing && ErrorText.Codes(answer.Body).Any(code => code is UnknownRoute or UnknownNamespace);

    /// <summary>A success with any result.</summary>
    public static void Check(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        Result(json);
    }

    /// <summary>Of a bulk write, the keys that were not written; a count that is too small without them means any of all.</summary>
    public static IReadOnlyCollection<string> Unwritten(ReadOnlyMemory<byte> body, IReadOnlyCollection<string> all)
    {
        using var json = JsonDocument.Parse(body);
        if (Result(json) is not { ValueKind: JsonValueKind.Object } result) return [];
        var keys = result.TryGetProperty("unsuccessful_keys", out var listed) && listed.ValueKind == JsonValueKind.Array
            ? listed.EnumerateArray().Select(key => key.GetString() ?? "").Intersect(all).ToList()
            : [];
        if (keys.Count > 0 || !result.TryGetProperty("successful_key_count", out var count)) return keys;
        return count.ValueKind == JsonValueKind.Number && count.GetInt64() < all.Count ? all : [];
    }

    /// <summary>Of a bulk read, the values that are there.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Values(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        if (Result(json) is not { ValueKind: JsonValueKind.Object } result || !result.TryGetProperty("values", out var values)) throw new JsonException("there are no values in it");
        return [.. from value in values.EnumerateObject()
                   where value.Value.ValueKind != JsonValueKind.Null
                   select KeyValuePair.Create(value.Name, value.Value.ValueKind == JsonValueKind.String ? value.Value.GetString()! : value.Value.GetRawText())];
    }

    /// <summary>A page of keys, and where the next one begins; null after the last.</summary>
    public static (IReadOnlyList<string> Keys, string? Cursor) Page(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        if (Result(json) is not { ValueKind: JsonValueKind.Array } result) throw new JsonException("there is no list of keys in it");
        var keys = result.EnumerateArray().Select(key => key.GetProperty("name").GetString() ?? "").ToList();
        var cursor = json.RootElement.TryGetProperty("result_info", out var info) && info.ValueKind == JsonValueKind.Object && info.TryGetProperty("cursor", out var next)
            ? next.GetString()
            : null;
        return (keys, cursor is { Length: > 0 } ? cursor : null);
    }

    private static JsonElement Result(JsonDocument json)
    {
        var root = json.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("success", out var success)) throw new JsonException("it is no envelope of the API");
        if (success.ValueKind != JsonValueKind.True) throw new JsonException("it says that it did not succeed");
        return root.TryGetProperty("result", out var result) ? result : default;
    }
}
