using System.Buffers.Binary;
using System.Text;

namespace VizPipeline.Imaging;

/// <summary>Reads the chunks of a PNG file one after the other and checks the CRC of each.</summary>
internal sealed class PngChunkReader
{
    private readonly Stream _png;
    private readonly byte[] _field = new byte[8];
    private readonly byte[] _skipped = new byte[4096];
    private uint _crc;
    private bool _open;

    public PngChunkReader(Stream png)
    {
        _png = png;
        Require(_field);
        if (!_field.AsSpan().SequenceEqual(PngWriter.Signature)) throw new PngException("This is not a PNG file: its first eight bytes are others.");
    }

    public string Type { get; private set; } = "";

    /// <summary>Bytes of the chunk's body that are still to be read.</summary>
    public int Left { get; private set; }

    /// <summary>Checks the current chunk, whose body has been read, and begins the next.</summary>
    public void Next()
    {
        Close();
        Require(_field);
        var length = BinaryPrimitives.ReadUInt32BigEndian(_field);
        var type = _field.AsSpan(4);
        if (length > int.MaxValue) throw new PngException($"A chunk says that it is {length} bytes long; {int.MaxValue} are allowed.");
        foreach (var letter in type)
        {
            if (!char.IsAsciiLetter((char)letter)) throw new PngException("A chunk has a type that is not four letters.");
        }
        (Type, Left, _crc, _open) = (Encoding.ASCII.GetString(type), (int)length, Crc32.Append(0, type), true);
    }

    /// <summary>Reads at least one byte of the body, unless it is at its end or the buffer is empty.</summary>
    public int Read(Span<byte> buffer)
    {
        buffer = buffer[..Math.Min(buffer.Length, Left)];
        if (buffer.IsEmpty) return 0;
        var read = _png.Read(buffer);
        if (read == 0) throw CutOff();
        _crc = Crc32.Append(_crc, buffer[..read]);
        Left -= read;
        return read;
    }

    /// <summary>Passes over a chunk that is not needed, which has to be one that may be ignored.</summary>
    public void Skip()
    {
        if (char.IsAsciiLetterUpper(Type[0])) throw new PngException($"The file has a chunk {Type} where none may stand.");
        while (Left > 0) Read(_skipped);
    }

    /// <summary>Checks the last chunk, and that nothing follows.</summary>
    public void End()
    {
        if (Left > 0) throw new PngException("The last chunk (IEND) is not empty.");
        Close();
        if (_png.ReadByte() >= 0) throw new PngException("The file goes on after its last chunk (IEND).");
    }

    private void Close()
    {
        if (!_open) return;
        var field = _field.AsSpan(0, 4);
        Require(field);
        if (BinaryPrimitives.ReadUInt32BigEndian(field) != _crc) throw new PngException($"The checksum (CRC) of chunk {Type} does not match it.");
        _open = false;
    }

    private void Require(Span<byte> buffer)
    {
        if (_png.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length) throw CutOff();
    }

    private static PngException CutOff() => new("The file is cut off: it ends inside a chunk or before the last one (IEND).");
}
