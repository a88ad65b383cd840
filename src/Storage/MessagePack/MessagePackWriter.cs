using System.Buffers;
using System.Text;
using NodaTime;

namespace VizPipeline.Storage;

/// <summary>Writes values in the MessagePack format, each in the fewest bytes that its type has.</summary>
/// <remarks>
/// A record is an array: its version, then its fields in a fixed order. Fields are only ever added at the end; a field that changes its meaning makes a new version.
/// That is also how the MessagePack package lays out a class with integer keys, the version having key 0.
/// </remarks>
public readonly ref struct MessagePackWriter(IBufferWriter<byte> output)
{
    public void WriteNil() => Head(MessagePackCode.Nil, 0, 0);

    public void Write(bool value) => Head(value ? MessagePackCode.True : MessagePackCode.False, 0, 0);

    public void Write(long value)
    {
        var (bits, code) = ((ulong)value, MessagePackCode.Signed8);
        if (value >= 0) Write(bits);
        else if (value >= MessagePackCode.LeastFixInt) Head((byte)bits, 0, 0);
        else if (value >= sbyte.MinValue) Head(code, bits, sizeof(sbyte));
        else if (value >= short.MinValue) Head((byte)(code + 1), bits, sizeof(short));
        else if (value >= int.MinValue) Head((byte)(code + 2), bits, sizeof(int));
        else Head((byte)(code + 3), bits, sizeof(long));
    }

    public void Write(ulong value)
    {
        var code = MessagePackCode.Unsigned8;
        if (value <= MessagePackCode.MostFixInt) Head((byte)value, 0, 0);
        else if (value <= byte.MaxValue) Head(code, value, sizeof(byte));
        else if (value <= ushort.MaxValue) Head((byte)(code + 1), value, sizeof(ushort));
        else if (value <= uint.MaxValue) Head((byte)(code + 2), value, sizeof(uint));
        else Head((byte)(code + 3), value, sizeof(ulong));
    }

    public void Write(float value) => Head(MessagePackCode.Float32, BitConverter.SingleToUInt32Bits(value), sizeof(float));

    /// <summary>Always eight bytes: a value's type does not depend on what it happens to be.</summary>
    public void Write(double value) => Head(MessagePackCode.Float64, BitConverter.DoubleToUInt64Bits(value), sizeof(double));

    /// <summary>Writes text as UTF-8; half of a surrogate pair becomes U+FFFD.</summary>
    public void Write(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        if (length <= MessagePackCode.MostFixText) Head((byte)(MessagePackCode.FixText + length), 0, 0);
        else Sized(MessagePackCode.Text8, length, widths: 3);
        output.Advance(Encoding.UTF8.GetBytes(text, output.GetSpan(length)));
    }

    public void Write(ReadOnlySpan<byte> binary)
    {
        Sized(MessagePackCode.Binary8, binary.Length, widths: 3);
        output.Write(binary);
    }

    /// <summary>Writes a timestamp: to the nanosecond, of any year.</summary>
    public void Write(Instant at)
    {
        var seconds = at.ToUnixTimeSeconds();
        var nanoseconds = (ulong)(at - Instant.FromUnixTimeSeconds(seconds)).SubsecondNanoseconds;
        if (seconds is >= 0 and <= uint.MaxValue && nanoseconds == 0)
        {
            Head(MessagePackCode.FixExtension4, MessagePackCode.Timestamp, 1);
            Number((ulong)seconds, sizeof(uint));
        }
        else if (seconds is >= 0 and < 1L << 34)
        {
            Head(MessagePackCode.FixExtension8, MessagePackCode.Timestamp, 1);
            Number((nanoseconds << 34) | (ulong)seconds, sizeof(ulong));
        }
        else
        {
            Head(MessagePackCode.Extension8, (12 << 8) | MessagePackCode.Timestamp, 2);
            Number(nanoseconds, sizeof(uint));
            Number((ulong)seconds, sizeof(long));
        }
    }

    /// <summary>The next <paramref name="count"/> values are an array's items.</summary>
    public void BeginArray(int count)
    {
        if (count <= MessagePackCode.MostFixItems) Head((byte)(MessagePackCode.FixArray + count), 0, 0);
        else Sized((byte)(MessagePackCode.Array16 - 1), count, widths: 2);
    }

    /// <summary>The next <paramref name="count"/> pairs of values are a map's keys and what they stand for.</summary>
    public void BeginMap(int count)
    {
        if (count <= MessagePackCode.MostFixItems) Head((byte)(MessagePackCode.FixMap + count), 0, 0);
        else Sized((byte)(MessagePackCode.Map16 - 1), count, widths: 2);
    }

    /// <summary>The next <paramref name="fields"/> values are a record's fields.</summary>
    public void BeginRecord(int version, int fields)
    {
        BeginArray(fields + 1);
        Write((long)version);
    }

    // A length of 1, 2 or 4 bytes behind three codes in a row; what has no form with 1 byte has two, and the first of the three is not its.
    private void Sized(byte first, int length, int widths)
    {
        if (length <= byte.MaxValue && widths == 3) Head(first, (ulong)length, sizeof(byte));
        else if (length <= ushort.MaxValue) Head((byte)(first + 1), (ulong)length, sizeof(ushort));
        else Head((byte)(first + 2), (ulong)length, sizeof(uint));
    }

    private void Head(byte code, ulong number, int bytes)
    {
        output.GetSpan(1)[0] = code;
        output.Advance(1);
        if (bytes > 0) Number(number, bytes);
    }

    // Big-endian.
    private void Number(ulong number, int bytes)
    {
        var span = output.GetSpan(bytes);
        for (var i = bytes - 1; i >= 0; i--, number >>= 8) span[i] = (byte)number;
        output.Advance(bytes);
    }
}
