namespace VizPipeline.Imaging;

/// <summary>A drawn line in packed bits. It is the same wherever in a picture it stands.</summary>
/// <param name="Packed">The bits, and <see cref="BitWriter.Slack"/> more bytes. Null for no line.</param>
/// <param name="Bits">How many.</param>
/// <param name="Sum">The checksum of the line.</param>
internal readonly record struct CodedLine(byte[]? Packed, int Bits, Adler32 Sum)
{
    public bool IsNone => Packed is null;

    /// <summary>Bytes of memory.</summary>
    public int Size => Packed?.Length ?? 0;
}
