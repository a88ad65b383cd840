using System.Buffers;
using System.Globalization;
using System.Text;
using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>Any value that MessagePack has and we write, as a tree. Its text is the same that messagepack.py writes of what it read.</summary>
internal abstract record Packed
{
    public abstract void WriteTo(MessagePackWriter writer);

    public sealed override string ToString() => Text;

    protected abstract string Text { get; }

    /// <summary>By our writer.</summary>
    public byte[] ToBytes()
    {
        var output = new ArrayBufferWriter<byte>();
        WriteTo(new MessagePackWriter(output));
        return output.WrittenSpan.ToArray();
    }

    /// <summary>By our reader; whatever comes after the value is refused.</summary>
    public static Packed Read(byte[] bytes)
    {
        var reader = new MessagePackReader(bytes);
        var value = Read(ref reader);
        reader.End();
        return value;
    }

    private static Packed Read(ref MessagePackReader reader)
    {
        switch (reader.NextKind)
        {
            case MessagePackKind.Flag: return new PackedFlag(reader.ReadFlag());
            case MessagePackKind.Whole: return new PackedWhole(reader.ReadWhole());
            case MessagePackKind.Float32: return new PackedSingle(reader.ReadSingle());
            case MessagePackKind.Float64: return new PackedDouble(reader.ReadDouble());
            case MessagePackKind.Text: return new PackedText(reader.ReadText());
            case MessagePackKind.Binary: return new PackedBinary(reader.ReadBinary().ToArray());
            case MessagePackKind.Extension: return new PackedTime(reader.ReadTimestamp());
            case MessagePackKind.Array:
                var items = new Packed[reader.ReadArrayHeader()];
                for (var i = 0; i < items.Length; i++) items[i] = Read(ref reader);
                return new PackedArray(items);
            case MessagePackKind.Map:
                var pairs = new (Packed, Packed)[reader.ReadMapHeader()];
                for (var i = 0; i < pairs.Length; i++) pairs[i] = (Read(ref reader), Read(ref reader));
                return new PackedMap(pairs);
            default:
                if (!reader.TryReadNil()) reader.Skip(1);
                return new PackedNil();
        }
    }
}

internal sealed record PackedNil : Packed
{
    protected override string Text => "n";

    public override void WriteTo(MessagePackWriter writer) => writer.WriteNil();
}

internal sealed record PackedFlag(bool Value) : Packed
{
    protected override string Text => Value ? "t" : "f";

    public override void WriteTo(MessagePackWriter writer) => writer.Write(Value);
}

internal sealed record PackedWhole(Int128 Value) : Packed
{
    protected override string Text => Value.ToString(CultureInfo.InvariantCulture);

    public override void WriteTo(MessagePackWriter writer)
    {
        if (Value <= long.MaxValue) writer.Write((long)Value);
        else writer.Write((ulong)Value);
    }
}

internal sealed record PackedSingle(float Value) : Packed
{
    protected override string Text => new PackedDouble(Value).ToString();

    public override void WriteTo(MessagePackWriter writer) => writer.Write(Value);
}

internal sealed record PackedDouble(double Value) : Packed
{
    protected override string Text => $"d{BitConverter.DoubleToUInt64Bits(Value):x16}";

    public override void WriteTo(MessagePackWriter writer) => writer.Write(Value);
}

internal sealed record PackedText(string Value) : Packed
{
    protected override string Text => $"s{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Value))}";

    public override void WriteTo(MessagePackWriter writer) => writer.Write(Value);
}

internal sealed record PackedBinary(byte[] Value) : Packed
{
    protected override string Text => $"b{Convert.ToHexStringLower(Value)}";

    public override void WriteTo(MessagePackWriter writer) => writer.Write(Value);
}

internal sealed record PackedTime(Instant Value) : Packed
{
    protected override string Text => string.Create(
        CultureInfo.InvariantCulture, $"@{Value.ToUnixTimeSeconds()}.{(Value - Instant.FromUnixTimeSeconds(Value.ToUnixTimeSeconds())).SubsecondNanoseconds}");

    public override void WriteTo(MessagePackWriter writer) => writer.Write(Value);
}

internal sealed record PackedArray(Packed[] Items) : Packed
{
    protected override string Text => $"[{string.Join(',', (object[])Items)}]";

    public override void WriteTo(MessagePackWriter writer)
    {
        writer.BeginArray(Items.Length);
        foreach (var item in Items) item.WriteTo(writer);
    }
}

internal sealed record PackedMap((Packed Key, Packed Value)[] Pairs) : Packed
{
    protected override string Text => $"{{{string.Join(',', Pairs.Select(pair => $"{pair.Key}:{pair.Value}"))}}}";

    public override void WriteTo(MessagePackWriter writer)
    {
        writer.BeginMap(Pairs.Length);
        foreach (var (key, value) in Pairs)
        {
            key.WriteTo(writer);
            value.WriteTo(writer);
        }
    }
}
