using System.Buffers.Binary;
using System.Buffers.Text;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>A place in a listing as a word for an address. Whatever is made up in its stead is a place, too, or refused.</summary>
internal static class Cursor
{
    private const int Bytes = 16, Letters = 22;

    public static string Write(LedgerPlace place)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, place.Ticks);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], place.Id);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null for what is none.</summary>
    public static LedgerPlace? Read(string text)
    {
        Span<byte> bytes = stackalloc byte[Bytes + 2];
        if (text.Length != Letters || !Base64Url.IsValid(text) || Base64Url.DecodeFromChars(text, bytes) != Bytes) return null;
        return new(BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[8..]));
    }
}
