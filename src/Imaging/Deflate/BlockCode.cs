namespace VizPipeline.Imaging;

/// <summary>The two prefix codes of a deflate block that is not the last (RFC 1951, 3.2.7), and the block header that announces them.</summary>
internal sealed class BlockCode
{
    private readonly Code[] _header;
    private readonly Code[] _symbols;
    private readonly Code[] _distances;

    /// <param name="symbols">A code length for each of the 286 literals and match lengths.</param>
    /// <param name="distances">A code length for each distance symbol, up to the last that is used.</param>
    /// <param name="lengths">The code lengths of the 19 code-length symbols: of every one that the header needs.</param>
    public BlockCode(ReadOnlySpan<byte> symbols, ReadOnlySpan<byte> distances, ReadOnlySpan<byte> lengths)
    {
        (_symbols, _distances) = (PrefixCode.Of(symbols), PrefixCode.Of(distances));
        _header = BlockHeader.Of(symbols, distances, lengths);
    }

    /// <summary>No more bytes than this for opening and closing the block.</summary>
    public int MostBytes => (_header.Length + 1) * sizeof(ulong);

    public void Open(ref BitWriter bits) => bits.Write(_header);

    public void Close(ref BitWriter bits) => bits.Write(_symbols[DeflateSymbols.EndOfBlock]);

    public Code Literal(byte value) => _symbols[value];

    /// <summary>The code of a match of 3 to 258 bytes; the block has to have codes for its length and distance.</summary>
    public Code Match(int length, int distance)
    {
        var (symbol, extra) = DeflateSymbols.OfLength(length);
        var (far, farExtra) = DeflateSymbols.OfDistance(distance);
        return _symbols[symbol].Then(extra).Then(_distances[far]).Then(farExtra);
    }
}
