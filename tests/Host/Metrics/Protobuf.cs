using System.Buffers.Binary;

namespace VizPipeline.Tests;

/// <summary>A message of Protocol Buffers taken apart without its schema: field numbers with their values.</summary>
internal sealed class Protobuf(ReadOnlyMemory<byte> message)
{
    private const int Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5;

    private readonly List<(int Number, object Value)> _fields = [.. Read(message)];

    /// <summary>All messages under a field.</summary>
    public IEnumerable<Protobuf> All(int number) => _fields.Where(field => field.Number == number).Select(field => new Protobuf((ReadOnlyMemory<byte>)field.Value));

    public Protobuf One(int number) => All(number).Single();

    public bool Has(int number) => _fields.Any(field => field.Number == number);

    public string Text(int number) => _fields.Where(field => field.Number == number).Select(field => System.Text.Encoding.UTF8.GetString(((ReadOnlyMemory<byte>)field.Value).Span)).SingleOrDefault("");

    /// <summary>A number that is 0 where it is absent: varint or eight bytes.</summary>
    public ulong Number(int number) => _fields.Where(field => field.Number == number).Select(field => (ulong)field.Value).SingleOrDefault();

    public double Double(int number) => BitConverter.UInt64BitsToDouble(Number(number));

    private static IEnumerable<(int, object)> Read(ReadOnlyMemory<byte> message)
    {
        for (var at = 0; at < message.Length;)
        {
            var tag = Whole(message, ref at);
            var number = (int)(tag >> 3);
            switch ((int)(tag & 7))
            {
                case Varint: yield return (number, Whole(message, ref at)); break;
                case Fixed64: yield return (number, BinaryPrimitives.ReadUInt64LittleEndian(message.Span[at..])); at += 8; break;
                case Fixed32: yield return (number, (ulong)BinaryPrimitives.ReadUInt32LittleEndian(message.Span[at..])); at += 4; break;
                case Bytes:
                    var length = (int)Whole(message, ref at);
                    yield return (number, message.Slice(at, length));
                    at += length;
                    break;
                case var other: throw new FormatException($"wire type {other} at byte {at}");
            }
        }
    }

    private static ulong Whole(ReadOnlyMemory<byte> message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message.Span[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }
    }
}
