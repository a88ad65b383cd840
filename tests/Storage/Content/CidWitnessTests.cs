using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

public class CidWitnessTests
{
    private const int Chunk = Cids.ChunkBytes;

    [Fact]
    public async Task Ipfs_itself_gives_the_same_names()
    {
        var content = ExpectedCids.Content("strip");
        CidWitness.Question[] questions =
        [
            .. from size in (int[])[0, 1, Chunk - 1, Chunk, Chunk + 1, 174 * Chunk, (174 * Chunk) + 1, 175 * Chunk, (175 * Chunk) + 1]
               select new CidWitness.Question(size, Chunk, Cids.NodeLinks),
            .. Gen.Choose(0, 20 * Chunk).Select(size => new CidWitness.Question(size, Chunk, Cids.NodeLinks)).Sample(12),
            .. SmallTrees.Sample(200),
        ];

        var theirs = await CidWitness.AskAsync(content, questions);

        Assert.Equal(theirs, questions.Select(question => Ours(content.AsSpan(0, question.Size), question)));
    }

    private static Gen<CidWitness.Question> SmallTrees =>
        from size in Gen.Choose(0, 4000)
        from chunk in Gen.Choose(1, 40)
        from links in Gen.Choose(2, 9)
        select new CidWitness.Question(size, chunk, links);

    private static string Ours(ReadOnlySpan<byte> content, CidWitness.Question question)
    {
        if (question.Chunk == Chunk) return Cids.Of(content).Text;
        using var hasher = new CidHasher(question.Chunk, question.Links);
        hasher.Append(content);
        return hasher.Finish().Text;
    }
}
