using System.Text;

namespace VizPipeline.Storage;

/// <summary>What Workers KV takes; checked before anything is sent.</summary>
public static class KvLimits
{
    internal const int BulkPairs = 5000;
    internal const int BulkKeys = 100;
    internal const int ListedKeys = 1000;

    /// <summary>Of keys and values; the provider takes 100 MB after escaping.</summary>
    internal const int BulkBytes = 32 << 20;

    private const int KeyBytes = 512;
    private const int ValueBytes = 25 << 20;

    /// <exception cref="ArgumentException">The key is empty, longer than 512 bytes, "." or "..".</exception>
    public static void CheckKey(string key)
    {
        if (key is "" or "." or ".." || Encoding.UTF8.GetByteCount(key) > KeyBytes)
            throw new ArgumentException($"\"{(key.Length > 80 ? key[..80] + "…" : key)}\" cannot be a key: it must have 1 to {KeyBytes} bytes and be neither \".\" nor \"..\"", nameof(key));
    }

    /// <returns>Bytes of both.</returns>
    /// <exception cref="ArgumentException">The key cannot be one, or the value is longer than 25 MiB.</exception>
    internal static int CheckPair(string key, string value)
    {
        CheckKey(key);
        var bytes = Encoding.UTF8.GetByteCount(value);
        if (bytes > ValueBytes) throw new ArgumentException($"the value of {key} has {bytes} bytes; the index takes at most {ValueBytes}", nameof(value));
        return Encoding.UTF8.GetByteCount(key) + bytes;
    }

    /// <summary>Cuts pairs into pieces that one request may carry, in order.</summary>
    internal static IEnumerable<ArraySegment<KeyValuePair<string, string>>> Bulks(KeyValuePair<string, string>[] pairs)
    {
        var (start, bytes) = (0, 0L);
        for (var at = 0; at < pairs.Length; at++)
        {
            var more = CheckPair(pairs[at].Key, pairs[at].Value);
            if (at > start && (at - start == BulkPairs || bytes + more > BulkBytes))
            {
                yield return new(pairs, start, at - start);
                (start, bytes) = (at, 0);
            }

            bytes += more;
        }

        if (start < pairs.Length) yield return new(pairs, start, pairs.Length - start);
    }
}
