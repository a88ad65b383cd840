using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Imaging;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The CID of a picture does not depend on which beginnings were hashed before it.</summary>
public class PictureCidsLaws
{
    private delegate Cid Hash(ReadOnlySpan<byte> picture, PictureHead head);

    private sealed record Case(byte[][] Pictures, PictureHead[] Heads);

    // Around the length of one leaf and of two, where the tree changes.
    private static Gen<Case> Cases =>
        from seed in Gen.Choose(0, int.MaxValue)
        from head in Gen.Frequency((1, Gen.Choose(1, 5000)), (2, Gen.Choose(Cids.ChunkBytes - 2, Cids.ChunkBytes + 2)), (1, Gen.Choose(2 * Cids.ChunkBytes, (2 * Cids.ChunkBytes) + 1)))
        select Make(new Random(seed), head);

    // Two beginnings that take turns on one place.
    private static Case Make(Random random, int length)
    {
        var (pictures, heads, place) = (new byte[6][], new PictureHead[6], new HeadPlace());
        var begins = (Bytes: new[] { new byte[length], new byte[length] }, Identities: new[] { new HeadIdentity(place), new HeadIdentity(place) });
        foreach (var bytes in begins.Bytes) random.NextBytes(bytes);
        for (var i = 0; i < pictures.Length; i++)
        {
            var (which, tail) = (random.Next(2), new byte[random.Next(1, 4000)]);
            random.NextBytes(tail);
            pictures[i] = [.. begins.Bytes[which], .. tail];
            heads[i] = random.Next(5) == 0 ? default : new(begins.Identities[which], length);
        }
        return new(pictures, heads);
    }

    private static bool Is_that_of_all_bytes(Hash hash, Case of)
    {
        for (var i = 0; i < of.Pictures.Length; i++)
        {
            if (hash(of.Pictures[i], of.Heads[i]) != Cids.Of(of.Pictures[i])) return false;
        }
        return true;
    }

    [Fact]
    public void The_cid_is_that_of_all_bytes_whatever_was_hashed_before() => Law.Holds(Cases, of => Is_that_of_all_bytes(PictureCids.Of, of), runs: 40);

    [Fact]
    public void The_law_refutes_a_memory_of_the_place_alone() => Mutant.IsRefuted(Cases, of =>
    {
        var identity = new HeadIdentity(new());
        return Is_that_of_all_bytes((picture, head) => PictureCids.Of(picture, head.Identity is null ? head : head with { Identity = identity }), of);
    });

    [Fact]
    public void A_picture_of_one_head_is_hashed_by_many_threads_at_once()
    {
        var (head, picture) = (new PictureHead(new HeadIdentity(new()), 300_000), new byte[301_000]);
        var expected = Cids.Of(picture);
        Parallel.For(0, 64, _ => Assert.Equal(expected, PictureCids.Of(picture, head)));
    }
}
