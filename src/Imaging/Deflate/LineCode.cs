using System.Collections.Concurrent;

namespace VizPipeline.Imaging;

/// <summary>
/// Codes a drawn line: filter Sub, so that a column is its colour's step from the column before, then zeros. See layout 2 in
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
    private readonly Code _filled;
    private readonly bool _fits;

    private LineCode(int channels, int scale)
    {
        (_channels, _fill, _stride) = (channels, channels * (scale - 1), channels * scale);
        Block = LineBlock.Of(channels, scale);
        for (var value = 0; value < _literals.Length; value++) _literals[value] = Block.Literal((byte)value);
        for (var length = ShortestMatch; length < _zeros.Length; length++)
        {
            (_zeros[length], _columns[length]) = (Block.Match(length, 1), Block.Match(length, _stride));
        }
        if (_fill >= ShortestMatch) _filled = _columns[_fill];
        _fits = (channels * _literals.Max(code => code.Length)) + _filled.Length <= Code.Longest;
    }

    public BlockCode Block { get; }

    /// <summary>Bits of a column at most: three literals of 15 and two matches of 25, rounded up.</summary>
    public static int MostBytes(int columns) => (columns * 12) + BitWriter.Slack;

    public static LineCode For(int channels, int scale) => Known.GetOrAdd((channels, scale), static key => new(key.Item1, key.Item2));

    /// <summary>Writes one line from the steps of its columns, as <see cref="Kernel.Step"/> makes them; the block is open.</summary>
    public void Write(ReadOnlySpan<uint> steps, ref BitWriter bits)
    {
        bits.Write(_literals[(int)PngFilter.Sub]);
        for (int column = 0, next; column < steps.Length; column = next)
        {
            var step = steps[column];
            next = step != 0 && column == 0 ? 1 : EndOfRun(steps, column);
            if (step == 0) WriteZeros(ref bits, (next - column) * _stride, follow: column > 0 && _fill > 0);
            else if (next == column + 1 && column > 0 && _fits && _fill >= ShortestMatch) bits.Write(Colour(step).Then(_filled));
            else WriteColumns(ref bits, step, next - column, first: column == 0);
        }
    }

    private static int EndOfRun(ReadOnlySpan<uint> steps, int column)
    {
        var (step, end) = (steps[column], column + 1);
        while (end < steps.Length && steps[end] == step) end++;
        return end;
    }

    private Code Colour(uint step)
    {
        var code = _literals[(byte)step];
        return _channels == 3 ? code.Then(_literals[(byte)(step >> 8)]).Then(_literals[(byte)(step >> 16)]) : code;
    }

    // The step, then its zeros and its repeats in one match, which takes the zeros from the column before.
    private void WriteColumns(ref BitWriter bits, uint step, int count, bool first)
    {
        bits.Write(Colour(step));
        if (first) WriteZeros(ref bits, _fill, follow: false);
        else WriteMatches(ref bits, _columns, _fill + ((count - 1) * _stride), _literals[_stride == 1 ? (byte)step : 0]);
    }

    private void WriteZeros(ref BitWriter bits, int count, bool follow)
    {
        if (count == 0) return;
        if (!follow) bits.Write(_literals[0]);
        WriteMatches(ref bits, _zeros, follow ? count : count - 1, _literals[0]);
    }

    // 258 bytes at a time, or 255 where one or two would be left over.
    private static void WriteMatches(ref BitWriter bits, Code[] matches, int count, Code literal)
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
