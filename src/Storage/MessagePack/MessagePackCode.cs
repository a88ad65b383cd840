namespace VizPipeline.Storage;

/// <summary>First bytes of values, as in the format's specification (github.com/msgpack/msgpack, spec.md).</summary>
internal static class MessagePackCode
{
    public const byte MostFixInt = 0x7f;
    public const byte FixMap = 0x80;
    public const byte FixArray = 0x90;
    public const byte FixText = 0xa0;
    public const byte Nil = 0xc0;
    public const byte False = 0xc2;
    public const byte True = 0xc3;
    public const byte Binary8 = 0xc4;
    public const byte Extension8 = 0xc7;
    public const byte Float32 = 0xca;
    public const byte Float64 = 0xcb;
    public const byte Unsigned8 = 0xcc;
    public const byte Signed8 = 0xd0;
    public const byte FixExtension1 = 0xd4;
    public const byte FixExtension4 = 0xd6;
    public const byte FixExtension8 = 0xd7;
    public const byte Text8 = 0xd9;
    public const byte Array16 = 0xdc;
    public const byte Map16 = 0xde;
    public const byte NegativeFixInt = 0xe0;

    public const int MostFixText = 31;
    public const int MostFixItems = 15;
    public const int LeastFixInt = -32;

    /// <summary>The extension type of timestamps.</summary>
    public const byte Timestamp = 0xff;

    public static MessagePackKind KindOf(byte code) => code switch
    {
        <= MostFixInt or >= NegativeFixInt or (>= Unsigned8 and < FixExtension1) => MessagePackKind.Whole,
        < FixArray or Map16 or Map16 + 1 => MessagePackKind.Map,
        < FixText or Array16 or Array16 + 1 => MessagePackKind.Array,
        < Nil or (>= Text8 and < Array16) => MessagePackKind.Text,
        Nil => MessagePackKind.Nil,
        False or True => MessagePackKind.Flag,
        >= Binary8 and < Extension8 => MessagePackKind.Binary,
        Float32 => MessagePackKind.Float32,
        Float64 => MessagePackKind.Float64,
        (>= Extension8 and < Float32) or (>= FixExtension1 and < Text8) => MessagePackKind.Extension,
        _ => MessagePackKind.None,
    };
}

internal enum MessagePackKind
{
    /// <summary>The one byte that the format never uses.</summary>
    None,
    Nil,
    Flag,
    Whole,
    Float32,
    Float64,
    Text,
    Binary,
    Array,
    Map,

    /// <summary>Timestamps, and types of others, which can only be skipped.</summary>
    Extension,
}
