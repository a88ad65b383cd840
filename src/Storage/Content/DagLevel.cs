namespace VizPipeline.Storage;

/// <summary>One level of a file's balanced tree: the links that wait for their node, and the levels above, which come to be when a node is full.</summary>
internal sealed class DagLevel
{
    private readonly int _nodeLinks;
    private DagLink[] _links;
    private int _count;
    private DagLevel? _above;

    /// <param name="nodeLinks">Links in a full node.</param>
    public DagLevel(int nodeLinks) => (_nodeLinks, _links) = (nodeLinks, new DagLink[Math.Min(nodeLinks, 2)]);

    // Room for the link that comes next.
    private DagLevel(DagLevel other)
    {
        (_nodeLinks, _count, _above) = (other._nodeLinks, other._count, other._above?.Clone());
        _links = new DagLink[Math.Min(_nodeLinks, _count + 1)];
        other.Links.CopyTo(_links);
    }

    /// <summary>Whether there is nothing in it, nor above.</summary>
    public bool IsEmpty => _count == 0 && _above is null;

    private ReadOnlySpan<DagLink> Links => _links.AsSpan(0, _count);

    public DagLevel Clone() => new(this);

    public void Add(DagLink link)
    {
        if (_count == _links.Length) Array.Resize(ref _links, Math.Min(_nodeLinks, _count * 2));
        _links[_count++] = link;
        if (_count == _nodeLinks) Close();
    }

    /// <summary>The root of all that was added, as its parent would refer to it.</summary>
    public DagLink Root()
    {
        if (_above is null) return _count == 1 ? _links[0] : DagNode.Of(Links);

        // A last node of one link is still a node: the tree is equally deep everywhere.
        if (_count > 0) Close();
        return _above.Root();
    }

    public void Clear() => (_count, _above) = (0, null);

    private void Close()
    {
        (_above ??= new(_nodeLinks)).Add(DagNode.Of(Links));
        _count = 0;
    }
}
