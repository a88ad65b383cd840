using System.Collections.Concurrent;

namespace VizPipeline.Imaging;

/// <summary>Codes lines that equal the line above: filter Up, so that a line is a 2 and zeros. Five symbols are enough for any number of them.</summary>
internal sealed class RepeatCode
{
    private static readonly ConcurrentDictionary<(int, int), RepeatCode> Known = new();

    // Code lengths of the code-length symbols 0, 1, 3, 17 and 18: all that the header of such a table needs, at any width.
    private static readonly byte[] Lengths = [3, 2, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 2];

    private readonly Code[] _line;
    private readonly int _bits, _bytes;
    private readonly Adler32 _sum;

    private RepeatCode(int channels, int scale)
    {
        // After the first zero, which is a literal: whole matches and one shorter one. At no width is that shorter than a match can be.
        var zeros = StripRow.Columns * scale * channels;
        var (whole, rest) = Math.DivRem(zeros - 1, DeflateSymbols.LongestMatch);
        Block = MakeBlock(rest);
        var up = (byte)PngFilter.Up;
        var match = Block.Match(DeflateSymbols.LongestMatch, 1);
        _line = Code.Pack([Block.Literal(up), Block.Literal(0), .. Enumerable.Repeat(match, whole), Block.Match(rest, 1)]);
        _bits = _line.Sum(code => code.Length);
        _bytes = 1 + zeros;
        _sum = default(Adler32).Append([up]).Then(default, zeros);
    }

    public BlockCode Block { get; }

    public static RepeatCode For(int channels, int scale) => Known.GetOrAdd((channels, scale), static key => new(key.Item1, key.Item2));

    /// <summary>Bits of a line.</summary>
    public int Bits => _bits;

    /// <summary>Writes so many lines, the block being open, and adds them to <paramref name="sum"/>.</summary>
    public void Write(int lines, ref BitWriter bits, ref Adler32 sum)
    {
        bits.Repeat(_line, _bits, lines);
        sum = sum.Then(_sum.Repeated(_bytes, lines), (long)_bytes * lines);
    }

    private static BlockCode MakeBlock(int rest)
    {
        var symbols = new byte[DeflateSymbols.Count];
        symbols[DeflateSymbols.OfLength(DeflateSymbols.LongestMatch).Symbol] = 1;
        int[] others = [0, (int)PngFilter.Up, DeflateSymbols.EndOfBlock, DeflateSymbols.OfLength(rest).Symbol];
        foreach (var symbol in others) symbols[symbol] = 3;
        return new(symbols, [1], Lengths);
    }
}
