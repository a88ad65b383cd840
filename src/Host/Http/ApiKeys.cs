using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace VizPipeline.Host;

/// <summary>The keys that open the door for writing, as SHA-256 hashes: what they were is not kept here.</summary>
internal sealed class ApiKeys(ImmutableArray<string> hashes)
{
    private readonly ImmutableArray<byte[]> _hashes = [.. hashes.Select(Convert.FromHexString)];

    public static ApiKeys None { get; } = new([]);

    public bool IsEmpty => _hashes.IsEmpty;

    /// <summary>The hash of a key: 64 lower-case hexadecimal digits.</summary>
    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Whether it is one of them. It takes as long whichever it is, and whether it is one.</summary>
    public bool Know(string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        var isKnown = false;
        foreach (var known in _hashes) isKnown |= CryptographicOperations.FixedTimeEquals(hash, known);
        return isKnown;
    }
}
