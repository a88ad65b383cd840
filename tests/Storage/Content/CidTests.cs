using FsCheck.Fluent;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class CidTests
{
    [Fact]
    public void Hello_world_is_one_raw_block() =>
        Assert.Equal("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e", Cids.Of("hello world"u8).Text);

    [Fact]
    public void A_byte_more_than_a_chunk_is_a_node_of_two_leaves() =>
        Assert.Equal("bafybeial7vb62qc4jfbps3fnvzk2asbki23tlhb3a54sqjpeg6d3waw6zq", Cids.Of(Keystream.Of("chunk-v1-seed", 262_145)).Text);

    [Fact]
    public void Every_tree_is_the_one_that_the_witness_built() => Assert.Empty(CidLaws.Contradictions(Ours));

    [Fact]
    public void The_table_refutes_other_trees()
    {
        Assert.NotEmpty(CidLaws.Contradictions((content, chunk, links) => Ours(content, chunk, links + 1)));
        Assert.NotEmpty(CidLaws.Contradictions((content, chunk, links) => Ours(content, chunk + 1, links)));
        Assert.NotEmpty(CidLaws.Contradictions((content, chunk, links) => Ours(content, content.Length + 1, links)));
    }

    [Fact]
    public void A_stream_may_hand_out_its_bytes_in_any_pieces() =>
        Law.Holds(Pieces, pieces => CidLaws.PiecesDoNotMatter(stream => Cids.OfAsync(stream, default), pieces), runs: 50);

    [Fact]
    public void Taking_a_short_read_for_the_end_is_refuted() =>
        Mutant.IsRefuted(Pieces, pieces => CidLaws.PiecesDoNotMatter(OfFirstRead, pieces), runs: 50);

    [Fact]
    public void What_we_compute_parses() =>
        Law.Holds(Gen.Choose(0, 300_000), size => Cid.TryParse(Cids.Of(new byte[size]).Text, out var cid) && cid == Cids.Of(new byte[size]), runs: 50);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("b")]
    [InlineData("QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG")]
    [InlineData("BAFKREIFZJUT3TE2NHYEKKLSS27NH3K72YSCO7Y32KOAO5EEI66WOF36N5E")]
    [InlineData("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5f")]
    [InlineData("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5")]
    [InlineData("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5ea")]
    [InlineData("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n51")]
    public void Another_spelling_is_no_CID(string? text) => Assert.False(Cid.TryParse(text, out _));

    private static FsCheck.Gen<byte[][]> Pieces => Gen.Choose(0, 200_000).Select(size => Keystream.Of("piece", size)).ArrayOf().Resize(6);

    private static string Ours(ReadOnlySpan<byte> content, int chunk, int links)
    {
        if ((chunk, links) == (Cids.ChunkBytes, Cids.NodeLinks)) return Cids.Of(content).Text;
        using var hasher = new CidHasher(chunk, links);
        hasher.Append(content);
        return hasher.Finish().Text;
    }

    private static async ValueTask<Cid> OfFirstRead(Stream stream)
    {
        var buffer = new byte[300_000];
        return Cids.Of(buffer.AsSpan(0, await stream.ReadAsync(buffer)));
    }
}
