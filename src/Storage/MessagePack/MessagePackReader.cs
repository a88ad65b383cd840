using System.Text;
using System.Text.Unicode;
using NodaTime;

namespace VizPipeline.Storage;

/// <summary>Reads values in the MessagePack format, in any of the encodings that it allows, from bytes that nobody vouches for.</summary>
/// <remarks>
/// Whatever the bytes are, a read gives a value or throws <see cref="MessagePackException"/>, after which the reader is of no use. Containers nest at most
/// <see cref="MostDepth"/> deep, and all that are open never announce more items than there are bytes left: a caller may make room for what is announced.
/// </remarks>
public ref partial struct MessagePackReader(ReadOnlySpan<byte> bytes)
{
    public const int MostDepth = 32;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    // Of each open container, how many values are to come; and of all of them together.
    private OpenContainers _open;
    private int _depth;
    private long _owed;

    /// <summary>What the next value is.</summary>
    internal readonly MessagePackKind NextKind => _at < _bytes.Length ? MessagePackCode.KindOf(_bytes[_at]) : MessagePackKind.None;

    /// <summary>Takes a nil if one comes next; leaves anything else.</summary>
    public bool TryReadNil()
    {
        if (NextKind != MessagePackKind.Nil) return false;
        Take(MessagePackKind.Nil);
        return true;
    }

    public bool ReadFlag() => Take(MessagePackKind.Flag) == MessagePackCode.True;

    public long ReadInt64() => ReadWhole() is var value && value >= long.MinValue && value <= long.MaxValue ? (long)value : throw Wrong("a number that is too large");

    public ulong ReadUInt64() => ReadWhole() is var value && value >= 0 ? (ulong)value : throw Wrong("a negative number");

    public int ReadInt32() => ReadWhole() is var value && value >= int.MinValue && value <= int.MaxValue ? (int)value : throw Wrong("a number that is too large");

    public float ReadSingle()
    {
        Take(MessagePackKind.Float32);
        return BitConverter.UInt32BitsToSingle((uint)Number(sizeof(float)));
    }

    /// <summary>A floating point number of either width.</summary>
    public double ReadDouble()
    {
        if (NextKind == MessagePackKind.Float32) return ReadSingle();
        Take(MessagePackKind.Float64);
        return BitConverter.UInt64BitsToDouble(Number(sizeof(double)));
    }

    public string ReadText()
    {
        var code = Take(MessagePackKind.Text);
        var text = Bytes(code < MessagePackCode.Nil ? code & MessagePackCode.MostFixText : (long)Number(1 << (code - MessagePackCode.Text8)));
        return Utf8.IsValid(text) ? Encoding.UTF8.GetString(text) : throw Wrong("text that is not UTF-8");
    }

    /// <summary>A part of the bytes that are read.</summary>
    public ReadOnlySpan<byte> ReadBinary() => Bytes((long)Number(1 << (Take(MessagePackKind.Binary) - MessagePackCode.Binary8)));

    public Instant ReadTimestamp()
    {
        var content = Extension(Take(MessagePackKind.Extension), out var type);
        if (type != MessagePackCode.Timestamp) throw Wrong("an extension that is no timestamp");
        var (seconds, nanoseconds) = content.Length switch
        {
            4 => ((long)BigEndian(content), 0UL),
            8 => ((long)(BigEndian(content) & ((1UL << 34) - 1)), BigEndian(content) >> 34),
            12 => ((long)BigEndian(content[4..]), BigEndian(content[..4])),
            _ => throw Wrong("a timestamp of a length that there is not"),
        };
        if (nanoseconds > 999_999_999 || seconds < Instant.MinValue.ToUnixTimeSeconds() || seconds > Instant.MaxValue.ToUnixTimeSeconds()) throw Wrong("a timestamp outside the calendar");
        return Instant.FromUnixTimeSeconds(seconds).PlusNanoseconds((long)nanoseconds);
    }

    /// <summary>Makes sure that nothing was left unread.</summary>
    public readonly void End()
    {
        if (_owed > 0 || _at < _bytes.Length) throw Wrong($"{_bytes.Length - _at} bytes too many");
    }

    /// <summary>A whole number of either sign and any width.</summary>
    internal Int128 ReadWhole()
    {
        var code = Take(MessagePackKind.Whole);
        if (code is <= MessagePackCode.MostFixInt or >= MessagePackCode.NegativeFixInt) return (sbyte)code;
        if (code < MessagePackCode.Signed8) return Number(1 << (code - MessagePackCode.Unsigned8));
        var width = 1 << (code - MessagePackCode.Signed8);
        var unused = 64 - (8 * width);
        return (long)(Number(width) << unused) >> unused;
    }

    private ReadOnlySpan<byte> Extension(byte code, out byte type)
    {
        var length = code >= MessagePackCode.FixExtension1 ? 1L << (code - MessagePackCode.FixExtension1) : (long)Number(1 << (code - MessagePackCode.Extension8));
        type = Bytes(1)[0];
        return Bytes(length);
    }

    private byte Take(MessagePackKind wanted)
    {
        var kind = NextKind;
        if (_at == _bytes.Length) throw Wrong("the end");
        if (kind != wanted) throw Wrong(kind == MessagePackKind.None ? "a byte that begins no value" : $"{kind}, and not {wanted}");
        CountValue();
        return _bytes[_at++];
    }

    private ulong Number(int length) => BigEndian(Bytes(length));

    private ReadOnlySpan<byte> Bytes(long length)
    {
        if (length > _bytes.Length - _at) throw Wrong("the end, in the middle of a value");
        var found = _bytes.Slice(_at, (int)length);
        _at += (int)length;
        return found;
    }

    private static ulong BigEndian(ReadOnlySpan<byte> digits)
    {
        var number = 0UL;
        foreach (var digit in digits) number = (number << 8) | digit;
        return number;
    }

    private readonly MessagePackException Wrong(string found) => new($"at byte {_at} of {_bytes.Length} there is {found}");
}
