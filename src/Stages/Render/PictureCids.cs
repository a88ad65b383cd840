using System.Runtime.CompilerServices;
using VizPipeline.Imaging;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>Computes the CIDs of pictures. A beginning that many pictures share is hashed once, for as long as the painter keeps it.</summary>
internal sealed class PictureCids
{
    private readonly ConditionalWeakTable<object, CidHasher> _heads = new();

    public Cid Of(ReadOnlySpan<byte> picture, PictureHead head)
    {
        if (head.Identity is null) return Cids.Of(picture);
        if (!_heads.TryGetValue(head.Identity, out var begun))
        {
            begun = new CidHasher();
            begun.Append(picture[..head.Length]);
            _heads.AddOrUpdate(head.Identity, begun);
        }

        using var hasher = Continue(begun);
        hasher.Append(picture[head.Length..]);
        return hasher.Finish();
    }

    // Painters that take turns on one head may both be here.
    private static CidHasher Continue(CidHasher begun)
    {
        lock (begun) return begun.Clone();
    }
}
