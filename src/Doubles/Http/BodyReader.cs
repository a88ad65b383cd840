using System.Buffers;

namespace VizPipeline.Doubles;

/// <summary>Reads bodies, never more than is allowed.</summary>
internal static class BodyReader
{
    private const int Piece = 1 << 16;

    /// <summary>Gives the bytes piece by piece; returns how many there were.</summary>
    /// <exception cref="RequestRefusedException">There are more than <paramref name="most"/>: 413.</exception>
    public static async Task<long> PiecesAsync(Stream body, long most, Action<ReadOnlySpan<byte>> take, CancellationToken cancel)
    {
        var (piece, total) = (ArrayPool<byte>.Shared.Rent(Piece), 0L);
        try
        {
            while (await body.ReadAsync(piece, cancel) is > 0 and var count)
            {
                total += count;
                if (total > most) throw new RequestRefusedException(413, $"the content is longer than {most} bytes");
                take(piece.AsSpan(0, count));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }

        return total;
    }

    /// <inheritdoc cref="PiecesAsync"/>
    public static async Task<byte[]> BytesAsync(Stream body, long most, CancellationToken cancel)
    {
        var all = new ArrayBufferWriter<byte>();
        await PiecesAsync(body, most, all.Write, cancel);
        return all.WrittenSpan.ToArray();
    }

    /// <summary>Reads and forgets this many bytes, or fewer where the body is shorter.</summary>
    public static async Task SkipAsync(Stream body, long count, CancellationToken cancel)
    {
        var piece = new byte[Piece];
        while (count > 0 && await body.ReadAsync(piece.AsMemory(0, (int)Math.Min(Piece, count)), cancel) is > 0 and var read) count -= read;
    }
}
