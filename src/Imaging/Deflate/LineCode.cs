using System.Collections.Concurrent;

namespace VizPipeline.Imaging;

/// <summary>
/// Codes a drawn line: filter Sub, so that a column is its colour's step from the column before, then zeros. See layout 1 in
/// docs/adr/0002-own-png-encoder.md.
/// </summary>
internal sealed class LineCode
{
    private const int ShortestMatch = 3;
    private static readonly ConcurrentDictionary<(int, int), LineCode> Known = new();

    private readonly int _channels, _fill, _stride;
    private readonly Code[] _literals = new Code[DeflateSymbols.Literals];
    private readonly Code[] _zeros = new Code[DeflateSymbols.LongestMatch + 1];
    private readonly Code[] _columns = new Code[DeflateSymbols.LongestMatch + 1];

    private LineCode(int channels, int scale)
    {
        (_channels, _fill, _stride) = (channels, channels * (scale - 1), channels * scale);
        Block = LineBlock.Of(channels, scale);
        for (var value = 0; value < _literals.Length; value++) _literals[value] = Block.Literal((byte)value);
        for (var length = ShortestMatch; length < _zeros.Length; length++)
        {
            (_zeros[length], _columns[length]) = (Block.Match(length, 1), Block.Match(length, _stride));
        }
    }

    public BlockCode Block { get; }

    public static LineCode For(int channels, int scale) => Known.GetOrAdd((channels, scale), static key => new(key.Item1, key.Item2));

    /// <summary>Writes one line from the steps of its columns, as <see cref="ColourSteps"/> makes them; the block is open.</summary>
    public void Write(ReadOnlySpan<uint> steps, BitWriter bits)
    {
        // A column is at most three literals of 15 bits and two matches of 25.
        bits.Reserve(steps.Length * 12);
        bits.Write(_literals[(int)PngFilter.Sub]);
        for (int column = 0, next; column < steps.Length; column = next)
        {
            var step = steps[column];
            next = step != 0 && column == 0 ? 1 : EndOfRun(steps, column);
            if (step == 0) WriteZeros(bits, (next - column) * _stride, follow: column > 0 && _fill > 0);
            else WriteColumns(bits, step, next - column, first: column == 0);
        }
    }

    private static int EndOfRun(ReadOnlySpan<uint> steps, int column)
    {
        var length = steps[column..].IndexOfAnyExcept(steps[column]);
        return length < 0 ? steps.Length : column + length;
    }

    // The step, then its zeros and its repeats in one match, which takes the zeros from the column before.
    private void WriteColumns(BitWriter bits, uint step, int count, bool first)
    {
        var code = _literals[(byte)step];
        if (_channels == 3) code = code.Then(_literals[(byte)(step >> 8)]).Then(_literals[(byte)(step >> 16)]);
        bits.Write(code);
        if (first) WriteZeros(bits, _fill, follow: false);
        else WriteMatches(bits, _columns, _fill + ((count - 1) * _stride), _literals[_stride == 1 ? (byte)step : 0]);
    }

    private void WriteZeros(BitWriter bits, int count, bool follow)
    {
        if (count == 0) return;
        if (!follow) bits.Write(_literals[0]);
        WriteMatches(bits, _zeros, follow ? count : count - 1, _literals[0]);
    }

    // 258 bytes at a time, or 255 where one or two would be left over.
    private static void WriteMatches(BitWriter bits, Code[] matches, int count, Code literal)
    {
        while (count >= ShortestMatch)
        {
            var length = Math.Min(count, DeflateSymbols.LongestMatch);
            if (count - length is 1 or 2) length -= ShortestMatch;
            bits.Write(matches[length]);
            count -= length;
        }
        for (; count > 0; count--) bits.Write(literal);
    }
}
