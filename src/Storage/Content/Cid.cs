namespace VizPipeline.Storage;

/// <summary>The name of some bytes: a CIDv1 in lower-case base32, as IPFS and Pinata write it.</summary>
public readonly record struct Cid(string Text)
{
    public override string ToString() => Text;
}
