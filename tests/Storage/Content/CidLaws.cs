using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>Computes a CID of some content cut into chunks, with so many links a node.</summary>
internal delegate string CidOf(ReadOnlySpan<byte> content, int chunk, int links);

internal static class CidLaws
{
    /// <summary>The rows of the committed table that the implementation gets wrong.</summary>
    public static IEnumerable<string> Contradictions(CidOf implementation) =>
        from row in ExpectedCids.Rows.OrderBy(row => row.Size)
        let found = implementation(ExpectedCids.Content(row.Seed).AsSpan(0, row.Size), row.Chunk, row.Links)
        where found != row.Cid
        select $"{row} but {found}";

    /// <summary>However a stream hands out its bytes, the CID is that of all of them.</summary>
    public static async Task<bool> PiecesDoNotMatter(Func<Stream, ValueTask<Cid>> implementation, byte[][] pieces)
    {
        await using var stream = new Pieces(pieces);
        return await implementation(stream) == Cids.Of(stream.ToArray());
    }

    /// <summary>A stream that gives one piece a read, as a socket does.</summary>
    private sealed class Pieces(byte[][] pieces) : MemoryStream(pieces.SelectMany(piece => piece).ToArray())
    {
        private readonly Queue<int> _lengths = new(pieces.Select(piece => piece.Length).Where(length => length > 0));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!_lengths.TryDequeue(out var length)) return ValueTask.FromResult(0);
            return base.ReadAsync(buffer[..Math.Min(length, buffer.Length)], cancellationToken);
        }
    }
}
