using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Imaging;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What every painter owes, and the mutants that show it.</summary>
public class PainterLaws
{
    private static readonly int[] Scales = [1, 1, 1, 2, 3, 4, 4, 5, 6, 7, 8];

    internal sealed record Case(Strip Strip, StripSize Size)
    {
        public override string ToString() => $"{Strip.Rows.Count} rows, {Strip.Min} to {Strip.Max}, {Strip.Palette.Name}, {Size}";
    }

    // Rows of few and of many colours, flat stretches, slopes, single different columns and noise.
    private static Gen<double[]> Row =>
        from kind in Gen.Choose(0, 5)
        from seed in Gen.Choose(0, int.MaxValue)
        select Values(kind, new Random(seed));

    internal static Gen<Case> Cases =>
        from rows in Gen.NonEmptyListOf(Row)
        from lines in Gen.Choose(1, 12)
        from scale in Gen.Elements(Scales)
        from palette in Gen.Elements(Palettes.All.AsEnumerable())
        from margin in Gen.Choose(-3, 3)
        let strip = Drawn.Strip(palette.Name, [.. rows])
        select new Case(Narrowed(strip, margin), new StripSize(lines, scale));

    private static Strip Narrowed(Strip strip, int margin) =>
        strip.Max - strip.Min > 2 * margin ? strip with { Min = strip.Min + margin, Max = strip.Max - margin } : strip;

    private static double[] Values(int kind, Random random)
    {
        var (level, slope, odd) = (random.Next(-20, 20), random.NextDouble() / 50, random.Next(StripRow.Columns));
        return [.. Enumerable.Range(0, StripRow.Columns).Select(c => kind switch
        {
            0 => level,
            1 => c == odd ? level + 5 : level,
            2 => level + (slope * c),
            3 => level + Math.Round(Math.Sin(c * slope) * 20),
            4 => level + (c % 100 < 30 ? 0 : random.NextDouble()),
            _ => random.NextDouble() * 40,
        })];
    }

    internal static bool Decodes_to_the_obvious_pixels(IPainter painter, Case strip)
    {
        var (header, pixels) = Drawn.Decode(Drawn.Png(painter, strip.Strip, strip.Size));
        return (header.Width, header.Height) == (strip.Size.Width, strip.Size.Height)
            && pixels.AsSpan().SequenceEqual(new PlainPainter().Pixels(strip.Strip, strip.Size));
    }

    [Fact]
    public void The_law_of_pixels_refutes_rounding() => Refutes(new() { ColourOf = Rounded });

    [Fact]
    public void The_law_of_pixels_refutes_the_other_form_of_interpolation() => Refutes(new() { ColourOf = Lerped });

    [Fact]
    public void The_law_of_pixels_refutes_row_bounds_one_line_off() =>
        Refutes(new() { RowOf = (line, rows, size) => PlainPainter.ObviousRow(Math.Min(line + 1, size.Lines - 1), rows, size) });

    [Fact]
    public void The_law_of_pixels_refutes_rows_of_equal_height() => Refutes(new() { RowOf = (line, rows, size) => Math.Min(line / Math.Max(1, size.Lines / rows), rows - 1) });

    private static void Refutes(PlainPainter mutant) =>
        Mutant.IsRefuted(Cases, strip => Decodes_to_the_obvious_pixels(mutant, strip));

    internal static bool Bytes_depend_on_nothing_else(IPainter painter, Case strip)
    {
        var alone = Drawn.Png(painter, strip.Strip, strip.Size);
        var together = new byte[4][];
        Parallel.For(0, together.Length, i => together[i] = Drawn.Png(painter, strip.Strip, strip.Size));
        return together.All(png => png.AsSpan().SequenceEqual(alone));
    }

    [Fact]
    public void The_law_of_bytes_refutes_a_painter_that_remembers() =>
        Mutant.IsRefuted(Cases, strip => Bytes_depend_on_nothing_else(new CountingPainter(), strip));

    private static Rgb Rounded(Strip strip, double value) => Mixed(strip, value, (low, high, w) => Math.Round((low * (1 - w)) + (high * w)));

    private static Rgb Lerped(Strip strip, double value) => Mixed(strip, value, (low, high, w) => low + ((high - low) * w));

    private static Rgb Mixed(Strip strip, double value, Func<double, double, double, double> mix)
    {
        var stops = strip.Palette.Stops;
        var f = PlainPainter.Position(strip, value) * (stops.Length - 1);
        var (low, high, w) = (stops[(int)f], stops[Math.Min((int)f + 1, stops.Length - 1)], f - (int)f);
        return new((byte)mix(low.R, high.R, w), (byte)mix(low.G, high.G, w), (byte)mix(low.B, high.B, w));
    }

    private sealed class CountingPainter : IPainter
    {
        private int _pictures;

        public PictureHead Paint(Strip strip, StripSize size, IBufferWriter<byte> png)
        {
            new StripPainter().Paint(strip, size, png);
            png.Write(PngParts.Chunk("viZp", [(byte)Interlocked.Increment(ref _pictures)]));
            return default;
        }
    }
}
