using VizPipeline.Imaging;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>Computes the CIDs of pictures. A beginning that many pictures share is hashed once, for as long as the painter keeps it.</summary>
internal static class PictureCids
{
    public static Cid Of(ReadOnlySpan<byte> picture, PictureHead head)
    {
        if (head.Identity is not { } identity) return Cids.Of(picture);
        using var hasher = Begun(identity, picture[..head.Length]);
        hasher.Append(picture[head.Length..]);
        return hasher.Finish();
    }

    // Painters that take turns on one head may both be here.
    private static CidHasher Begun(HeadIdentity identity, ReadOnlySpan<byte> head)
    {
        lock (identity)
        {
            if (identity.Attached is not CidHasher begun)
            {
                begun = new CidHasher();
                begun.Append(head);
                identity.Attached = begun;
            }

            return begun.Clone();
        }
    }
}
