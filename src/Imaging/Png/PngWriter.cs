using System.Buffers.Binary;

namespace VizPipeline.Imaging;

/// <summary>Writes a PNG file into memory that is large enough: its signature, and chunks of length, type, body and CRC.</summary>
internal ref struct PngWriter(Span<byte> file, Kernel kernel)
{
    /// <summary>Bytes of a file around the bodies of its IDAT chunks, at most.</summary>
    public const int MostFrame = 8 + (12 + 13) + (12 + (3 * ColourTable.Most)) + 12 + 12 + 12;

    private const int Head = 8;

    private readonly Span<byte> _file = file;

    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Bytes so far.</summary>
    public int Length { get; private set; }

    public readonly ReadOnlySpan<byte> Written => _file[..Length];

    /// <summary>Where the body of the chunk that <see cref="Close"/> ends is to be written.</summary>
    public readonly Span<byte> Body => _file[(Length + Head)..];

    /// <summary>Signature and IHDR.</summary>
    public void Begin(PngHeader header)
    {
        Copy(Signature);
        var body = Body;
        BinaryPrimitives.WriteInt32BigEndian(body, header.Width);
        BinaryPrimitives.WriteInt32BigEndian(body[4..], header.Height);
        (body[8], body[9]) = (8, (byte)(header.IsIndexed ? 3 : 2));
        body[10..13].Clear();   // deflate, the five filters, not interlaced
        Close("IHDR"u8, 13);
    }

    public void Palette(ReadOnlySpan<uint> colours)
    {
        var body = Body;
        for (var i = 0; i < colours.Length; i++)
        {
            (body[3 * i], body[(3 * i) + 1], body[(3 * i) + 2]) = ((byte)colours[i], (byte)(colours[i] >> 8), (byte)(colours[i] >> 16));
        }
        Close("PLTE"u8, 3 * colours.Length);
    }

    public void End() => Close("IEND"u8, 0);

    /// <summary>Puts length and type before the first <paramref name="length"/> bytes of <see cref="Body"/>, and their CRC behind them.</summary>
    public void Close(ReadOnlySpan<byte> type, int length)
    {
        var chunk = _file[Length..];
        BinaryPrimitives.WriteInt32BigEndian(chunk, length);
        type.CopyTo(chunk[4..]);
        var end = Head + length;
        BinaryPrimitives.WriteUInt32BigEndian(chunk[end..], kernel.Crc(0, chunk[4..end]));
        Length += end + 4;
    }

    /// <summary>Appends bytes of a file as they are.</summary>
    public void Copy(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_file[Length..]);
        Length += bytes.Length;
    }
}
