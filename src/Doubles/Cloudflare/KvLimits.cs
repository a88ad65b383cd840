using System.Text;
using System.Text.Json;

namespace VizPipeline.Doubles;

/// <summary>What a key, a value and its metadata may be.</summary>
internal static class KvLimits
{
    public const int BulkPairs = 10_000;
    public const int BulkKeys = 100;
    public const long BulkBytes = 100_000_000;
    public const int ValueBytes = 25 << 20;

    private const int KeyBytes = 512;
    private const int MetadataBytes = 1024;

    /// <exception cref="RequestRefusedException">It may not be so.</exception>
    public static void CheckKey(string key)
    {
        if (key is "" or "." or "..") throw new RequestRefusedException(400, "a key may not be empty, . or ..", KvAnswers.WrongRequest);
        if (Encoding.UTF8.GetByteCount(key) is > KeyBytes and var bytes)
        {
            throw new RequestRefusedException(414, $"UTF-8 encoded length of {bytes} exceeds key length limit of {KeyBytes}", KvAnswers.WrongRequest);
        }
    }

    /// <inheritdoc cref="CheckKey"/>
    public static void CheckValue(byte[] value)
    {
        if (value.Length > ValueBytes) throw new RequestRefusedException(413, $"value length of {value.Length} exceeds limit of {ValueBytes}", KvAnswers.TooLarge);
    }

    /// <inheritdoc cref="CheckKey"/>
    public static void CheckMetadata(string? metadata)
    {
        if (metadata is null) return;
        if (Encoding.UTF8.GetByteCount(metadata) is > MetadataBytes and var bytes)
        {
            throw new RequestRefusedException(413, $"metadata length of {bytes} exceeds limit of {MetadataBytes}", KvAnswers.TooLarge);
        }

        try
        {
            using var document = JsonDocument.Parse(metadata);
        }
        catch (JsonException)
        {
            throw new RequestRefusedException(400, "metadata must be valid JSON", KvAnswers.WrongRequest);
        }
    }
}
