using System.Security.Cryptography;

namespace VizPipeline.Storage;

/// <summary>Computes a CID as content comes in, piece by piece; see <see cref="Cids"/>. Keeps at most one node of links per level of the tree.</summary>
public sealed class CidHasher : IDisposable
{
    private readonly IncrementalHash _leaf;
    private readonly DagLevel _leaves;
    private readonly int _chunkBytes;
    private int _leafBytes;

    public CidHasher() : this(Cids.ChunkBytes, Cids.NodeLinks) { }

    /// <summary>Other sizes give other CIDs; tests reach the upper levels with small ones.</summary>
    internal CidHasher(int chunkBytes, int nodeLinks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(chunkBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(nodeLinks, 2);
        (_leaf, _leaves, _chunkBytes) = (IncrementalHash.CreateHash(HashAlgorithmName.SHA256), new(nodeLinks), chunkBytes);
    }

    private CidHasher(CidHasher begun) => (_leaf, _leaves, _chunkBytes, _leafBytes) = (begun._leaf.Clone(), begun._leaves.Clone(), begun._chunkBytes, begun._leafBytes);

    /// <summary>Another hasher that has come as far. Not for several threads at once.</summary>
    public CidHasher Clone() => new(this);

    public void Append(ReadOnlySpan<byte> content)
    {
        while (!content.IsEmpty)
        {
            if (_leafBytes == _chunkBytes) CloseLeaf();
            var taken = Math.Min(_chunkBytes - _leafBytes, content.Length);
            _leaf.AppendData(content[..taken]);
            _leafBytes += taken;
            content = content[taken..];
        }
    }

    /// <summary>The CID of all that was appended; the hasher then starts anew.</summary>
    public Cid Finish()
    {
        if (_leafBytes > 0 || _leaves.IsEmpty) CloseLeaf();
        var root = _leaves.Root();
        _leaves.Clear();
        return Cids.ToText(root.Cid);
    }

    /// <summary>Forgets all that was appended.</summary>
    public void Reset()
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _leaf.GetHashAndReset(digest);
        _leaves.Clear();
        _leafBytes = 0;
    }

    public void Dispose() => _leaf.Dispose();

    private void CloseLeaf()
    {
        var cid = new byte[4 + SHA256.HashSizeInBytes];
        Cids.RawPrefix.CopyTo(cid);
        _leaf.GetHashAndReset(cid.AsSpan(4));
        _leaves.Add(new DagLink(cid, _leafBytes, _leafBytes));
        _leafBytes = 0;
    }
}
