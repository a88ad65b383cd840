using System.Runtime.CompilerServices;
using VizPipeline.Imaging;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>Computes the CIDs of pictures. A beginning that many pictures share is hashed once, for as long as the painter keeps it.</summary>
internal static class PictureCids
{
    private static readonly ConditionalWeakTable<HeadIdentity, CidHasher> Heads = new();

    public static Cid Of(ReadOnlySpan<byte> picture, PictureHead head)
    {
        if (head.Identity is not { } identity) return Cids.Of(picture);
        using var hasher = Begun(identity, picture[..head.Length]);
        hasher.Append(picture[head.Length..]);
        return hasher.Finish();
    }

    // Painters that take turns on one head may both be here, each holding the identity.
    private static CidHasher Begun(HeadIdentity identity, ReadOnlySpan<byte> head)
    {
        lock (identity)
        {
            if (!Heads.TryGetValue(identity, out var begun))
            {
                begun = new CidHasher();
                begun.Append(head);
                Heads.Add(identity, begun);
            }

            return begun.Clone();
        }
    }
}
