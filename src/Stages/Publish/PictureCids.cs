using System.Runtime.CompilerServices;
using VizPipeline.Imaging;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>Computes the CIDs of pictures. A beginning that many pictures share is hashed once, for as long as the painter keeps it.</summary>
internal static class PictureCids
{
    private static readonly ConditionalWeakTable<HeadPlace, StrongBox<(HeadIdentity? Head, CidHasher Hasher)>> Begun = new();

    public static Cid Of(ReadOnlySpan<byte> picture, PictureHead head)
    {
        if (head.Identity is not { } identity) return Cids.Of(picture);
        using var hasher = After(identity, picture[..head.Length]);
        hasher.Append(picture[head.Length..]);
        return hasher.Finish();
    }

    // Painters that take turns on one place may both be here, each with another head: then it is hashed again.
    private static CidHasher After(HeadIdentity identity, ReadOnlySpan<byte> head)
    {
        var begun = Begun.GetValue(identity.Place, _ => new((null, new CidHasher())));
        lock (begun)
        {
            if (begun.Value.Head == identity) return begun.Value.Hasher.Clone();

            begun.Value.Head = null;
            begun.Value.Hasher.Reset();
            begun.Value.Hasher.Append(head);
            begun.Value.Head = identity;
            return begun.Value.Hasher.Clone();
        }
    }
}
