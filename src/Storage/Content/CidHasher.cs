using System.Security.Cryptography;

namespace VizPipeline.Storage;

/// <summary>Computes a CID as content comes in, piece by piece; see <see cref="Cids"/>. Keeps at most one node of links per level of the tree.</summary>
public sealed class CidHasher : IDisposable
{
    private readonly IncrementalHash _leaf;
    private readonly int _chunkBytes;
    private readonly int _nodeLinks;
    private readonly List<List<DagLink>> _levels;
    private int _leafBytes;

    public CidHasher() : this(Cids.ChunkBytes, Cids.NodeLinks) { }

    /// <summary>Other sizes give other CIDs; tests reach the upper levels with small ones.</summary>
    internal CidHasher(int chunkBytes, int nodeLinks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(chunkBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(nodeLinks, 2);
        (_chunkBytes, _nodeLinks) = (chunkBytes, nodeLinks);
        (_leaf, _levels) = (IncrementalHash.CreateHash(HashAlgorithmName.SHA256), [[]]);
    }

    private CidHasher(CidHasher begun)
    {
        (_chunkBytes, _nodeLinks, _leafBytes) = (begun._chunkBytes, begun._nodeLinks, begun._leafBytes);
        (_leaf, _levels) = (begun._leaf.Clone(), new(begun._levels.Count));
        foreach (var links in begun._levels)
        {
            // Room for the leaf that is open, and for one more.
            var copy = new List<DagLink>(links.Count + 2);
            copy.AddRange(links);
            _levels.Add(copy);
        }
    }

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
        if (_leafBytes > 0 || _levels is [[]]) CloseLeaf();
        for (var level = 0; ; level++)
        {
            var links = _levels[level];
            if (level == _levels.Count - 1)
            {
                var root = links is [var only] ? only : DagNode.Of(links);
                _levels.RemoveRange(1, level);
                _levels[0].Clear();
                return Cids.ToText(root.Cid);
            }

            // A last node of one link is still a node: the tree is equally deep everywhere.
            if (links.Count > 0) CloseNode(level);
        }
    }

    public void Dispose() => _leaf.Dispose();

    private void CloseLeaf()
    {
        var cid = new byte[4 + SHA256.HashSizeInBytes];
        Cids.RawPrefix.CopyTo(cid);
        _leaf.GetHashAndReset(cid.AsSpan(4));
        Add(0, new DagLink(cid, _leafBytes, _leafBytes));
        _leafBytes = 0;
    }

    private void CloseNode(int level)
    {
        var node = DagNode.Of(_levels[level]);
        _levels[level].Clear();
        Add(level + 1, node);
    }

    private void Add(int level, DagLink link)
    {
        if (level == _levels.Count) _levels.Add([]);
        _levels[level].Add(link);
        if (_levels[level].Count == _nodeLinks) CloseNode(level);
    }
}
