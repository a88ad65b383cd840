using System.Buffers;
using System.Security.Cryptography;

namespace VizPipeline.Storage;

/// <summary>
/// Computes the CID that Pinata gives some bytes: CIDv1, sha2-256, raw leaves of 262,144 bytes, 174 links a node, balanced
/// (the IPFS UnixFS and DAG-PB specifications).
/// </summary>
public static class Cids
{
    /// <summary>Bytes in a leaf; content no longer than this is one raw block.</summary>
    public const int ChunkBytes = 262_144;

    /// <summary>Links in a node.</summary>
    public const int NodeLinks = 174;

    /// <summary>The four bytes before the digest: CIDv1, codec raw, sha2-256, 32 bytes.</summary>
    internal static ReadOnlySpan<byte> RawPrefix => [0x01, 0x55, 0x12, 0x20];

    /// <summary>As <see cref="RawPrefix"/>, with the codec dag-pb.</summary>
    internal static ReadOnlySpan<byte> NodePrefix => [0x01, 0x70, 0x12, 0x20];

    public static Cid Of(ReadOnlySpan<byte> content)
    {
        if (content.Length > ChunkBytes)
        {
            using var hasher = new CidHasher();
            hasher.Append(content);
            return hasher.Finish();
        }

        Span<byte> block = stackalloc byte[4 + SHA256.HashSizeInBytes];
        RawPrefix.CopyTo(block);
        SHA256.HashData(content, block[4..]);
        return ToText(block);
    }

    /// <summary>Reads to the end of a stream, in memory that does not grow with its length.</summary>
    public static async ValueTask<Cid> OfAsync(Stream content, CancellationToken cancel)
    {
        using var hasher = new CidHasher();
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            while (await content.ReadAsync(buffer, cancel) is > 0 and var count) hasher.Append(buffer.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return hasher.Finish();
    }

    internal static Cid ToText(ReadOnlySpan<byte> cid) => new(Base32.Encode('b', cid));
}
