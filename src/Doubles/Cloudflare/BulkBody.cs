using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace VizPipeline.Doubles;

/// <summary>Reads the bodies of bulk calls.</summary>
internal static class BulkBody
{
    /// <exception cref="RequestRefusedException">A rule is broken; a key that stands twice is one.</exception>
    public static async Task<ImmutableArray<(string Key, byte[] Value, string? Metadata)>> PairsAsync(Stream body, CancellationToken cancel)
    {
        using var document = await DocumentAsync(body, cancel);
        if (document.RootElement.ValueKind != JsonValueKind.Array) throw Wrong("the body must be an array of pairs");
        if (document.RootElement.GetArrayLength() is var count && count is 0 or > KvLimits.BulkPairs) throw Wrong($"{count} pairs; it must be from 1 to {KvLimits.BulkPairs}");
        ImmutableArray<(string Key, byte[] Value, string? Metadata)> pairs = [.. document.RootElement.EnumerateArray().Select(Pair)];
        if (pairs.CountBy(pair => pair.Key).FirstOrDefault(key => key.Value > 1) is { Key: { } twice }) throw Wrong($"the key {twice} stands twice");
        return pairs;
    }

    /// <exception cref="RequestRefusedException">A rule is broken.</exception>
    public static async Task<ImmutableArray<string>> KeysAsync(Stream body, CancellationToken cancel)
    {
        using var document = await DocumentAsync(body, cancel);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array)
        {
            throw Wrong("the body must be an object with an array of keys");
        }

        if (keys.GetArrayLength() is var count && count is 0 or > KvLimits.BulkKeys) throw Wrong($"{count} keys; it must be from 1 to {KvLimits.BulkKeys}");
        return [.. keys.EnumerateArray().Select(key => Text(key, "a key"))];
    }

    private static async Task<JsonDocument> DocumentAsync(Stream body, CancellationToken cancel)
    {
        var bytes = await BodyReader.BytesAsync(body, KvLimits.BulkBytes, cancel);
        try
        {
            return JsonDocument.Parse(bytes);
        }
        catch (JsonException)
        {
            throw Wrong("the body is no JSON");
        }
    }

    private static (string Key, byte[] Value, string? Metadata) Pair(JsonElement pair)
    {
        if (pair.ValueKind != JsonValueKind.Object || !pair.TryGetProperty("key", out var key) || !pair.TryGetProperty("value", out var value))
        {
            throw Wrong("a pair must have key and value");
        }

        var read = (Key: Text(key, "key"), Value: Encoding.UTF8.GetBytes(Text(value, "value")), Metadata: pair.TryGetProperty("metadata", out var metadata) ? metadata.GetRawText() : null);
        KvLimits.CheckKey(read.Key);
        KvLimits.CheckValue(read.Value);
        KvLimits.CheckMetadata(read.Metadata);
        return read;
    }

    private static string Text(JsonElement element, string what) => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Wrong($"{what} must be text");

    private static RequestRefusedException Wrong(string message) => new(400, message, KvAnswers.WrongRequest);
}
