using System.Buffers.Binary;
using System.Text;

namespace VizPipeline.Tests.Support;

/// <summary>The fields of one protobuf message, in the order of the wire; throws where it is none.</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Field, ulong Number, ReadOnlyMemory<byte> Bytes)> _fields = [];

    public ProtoMessage(ReadOnlyMemory<byte> message)
    {
        while (!message.IsEmpty)
        {
            var tag = Varint(ref message);
            var field = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0: _fields.Add((field, Varint(ref message), default)); break;
                case 1: _fields.Add((field, BinaryPrimitives.ReadUInt64LittleEndian(Take(ref message, 8).Span), default)); break;
                case 2: _fields.Add((field, 0, Take(ref message, (int)Varint(ref message)))); break;
                case 5: _fields.Add((field, BinaryPrimitives.ReadUInt32LittleEndian(Take(ref message, 4).Span), default)); break;
                default: throw new FormatException($"field {field} has wire type {tag & 7}");
            }
        }
    }

    /// <summary>0 where it is missing, as the format has it.</summary>
    public ulong Number(int field) => _fields.LastOrDefault(one => one.Field == field).Number;

    public double Double(int field) => BitConverter.UInt64BitsToDouble(Number(field));

    public ReadOnlyMemory<byte> Bytes(int field) => _fields.LastOrDefault(one => one.Field == field).Bytes;

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field).Span);

    public bool Has(int field) => _fields.Exists(one => one.Field == field);

    public ProtoMessage Message(int field) => new(Bytes(field));

    public IEnumerable<ProtoMessage> Messages(int field) => _fields.Where(one => one.Field == field).Select(one => new ProtoMessage(one.Bytes));

    private static ulong Varint(ref ReadOnlyMemory<byte> rest)
    {
        for (var (value, shift) = (0ul, 0); shift < 64; shift += 7)
        {
            var next = Take(ref rest, 1).Span[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw new FormatException("a number is longer than ten bytes");
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> rest, int length)
    {
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}
