using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Imaging;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class PngReaderLaws
{
    private delegate void Unfilter(PngFilter filter, ReadOnlySpan<byte> filtered, ReadOnlySpan<byte> above, Span<byte> line, int pixel);

    private sealed record Lines(int Pixel, byte[][] Bytes, int[] Filters)
    {
        public override string ToString() => $"{Bytes.Length} lines of {Bytes[0].Length} bytes, {Pixel} a pixel, filters {string.Join(' ', Filters)}";
    }

    private static Gen<(byte[] Png, int At, int Bit)> Flips =>
        from strip in PainterLaws.Cases
        let png = Drawn.Png(new StripPainter(), strip.Strip, strip.Size with { Scale = 1 })
        from at in Gen.Frequency((1, Gen.Choose(0, png.Length - 1)), (1, Gen.Choose(0, 60)), (1, Gen.Choose(png.Length - 20, png.Length - 1)))
        from bit in Gen.Choose(0, 7)
        select (png, at, bit);

    private static Gen<Lines> Filtered =>
        from pixel in Gen.Elements(1, 3)
        from width in Gen.Choose(1, 9)
        from filters in Gen.NonEmptyListOf(Gen.Choose(0, 4))
        from seed in Gen.Choose(0, int.MaxValue)
        select new Lines(pixel, Some(new Random(seed), width * pixel, filters.Count), [.. filters]);

    private static byte[][] Some(Random random, int width, int lines)
    {
        var bytes = Enumerable.Range(0, lines).Select(_ => new byte[width]).ToArray();
        foreach (var line in bytes) random.NextBytes(line);
        return bytes;
    }

    private static bool Is_refused(Func<byte[], bool> accepts, byte[] png) => !accepts(png);

    private static bool A_flip_is_noticed(Func<byte[], bool> accepts, (byte[] Png, int At, int Bit) flip)
    {
        var png = flip.Png.ToArray();
        png[flip.At] ^= (byte)(1 << flip.Bit);
        return accepts(flip.Png) && Is_refused(accepts, png);
    }

    private static bool Filters_are_undone(Unfilter undo, Lines of)
    {
        var above = new byte[of.Bytes[0].Length];
        for (var y = 0; y < of.Bytes.Length; y++)
        {
            var line = new byte[above.Length];
            undo((PngFilter)of.Filters[y], Apply(of.Filters[y], of.Bytes[y], y == 0 ? new byte[above.Length] : of.Bytes[y - 1], of.Pixel), above, line, of.Pixel);
            if (!line.AsSpan().SequenceEqual(of.Bytes[y])) return false;
            above = line;
        }
        return true;
    }

    // The filters in the words of the PNG specification: x is a byte, a the one left of it, b the one above, c the one left of that.
    private static byte[] Apply(int filter, byte[] line, byte[] above, int pixel) => [.. line.Select((x, i) =>
    {
        int a = i < pixel ? 0 : line[i - pixel], b = above[i], c = i < pixel ? 0 : above[i - pixel];
        var nearest = new[] { a, b, c }.MinBy(candidate => Math.Abs(a + b - c - candidate));
        return (byte)(x - new[] { 0, a, b, (a + b) >> 1, nearest }[filter]);
    })];

    private static bool Accepts(byte[] png)
    {
        try
        {
            Drawn.Decode(png);
            return true;
        }
        catch (PngException)
        {
            return false;
        }
    }

    [Fact]
    public void A_flipped_bit_anywhere_is_noticed() => Law.Holds(Flips, flip => A_flip_is_noticed(Accepts, flip), runs: 400);

    [Fact]
    public void The_law_of_flips_refutes_a_reader_that_looks_at_the_lines_only() => Mutant.IsRefuted(Flips, flip => A_flip_is_noticed(InflatesWell, flip));

    [Fact]
    public void A_file_cut_off_anywhere_is_refused() => Law.Holds(Flips, flip => Is_refused(Accepts, flip.Png[..flip.At]), runs: 300);

    [Fact]
    public void Each_filter_is_undone() => Law.Holds(Filtered, lines => Filters_are_undone(PngUnfilter.Undo, lines), runs: 1000);

    [Fact]
    public void The_law_of_filters_refutes_a_left_neighbour_one_byte_away() =>
        Mutant.IsRefuted(Filtered, lines => Filters_are_undone((filter, filtered, above, line, _) => PngUnfilter.Undo(filter, filtered, above, line, 1), lines));

    [Fact]
    public void The_law_of_filters_refutes_a_reader_without_Paeth() => Mutant.IsRefuted(Filtered, lines => Filters_are_undone((filter, filtered, above, line, pixel) =>
        PngUnfilter.Undo(filter == PngFilter.Paeth ? PngFilter.Average : filter, filtered, above, line, pixel), lines));

    // What many a careless reader does: it trusts the frame around the compressed lines.
    private static bool InflatesWell(byte[] png)
    {
        try
        {
            var body = PngParts.Of(png).Single(part => part.Type == "IDAT").Body;
            using var inflate = new System.IO.Compression.ZLibStream(new MemoryStream(body), System.IO.Compression.CompressionMode.Decompress);
            inflate.CopyTo(Stream.Null);
            return true;
        }
        catch (Exception damage) when (damage is InvalidDataException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
