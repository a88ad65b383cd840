using System.Collections.Immutable;
using System.Globalization;

namespace VizPipeline.Imaging;

/// <summary>
/// The trained constants of layouts 1 and 2 (docs/adr/0002-own-png-encoder.md): code lengths of the 286 literals and match lengths, "13x28" being 28 of
/// length 13, and of the 19 code-length symbols that announce them. Changing one changes the bytes, and so the CID, of every picture.
/// </summary>
internal sealed record LayoutTables(ImmutableArray<byte> Symbols, ImmutableArray<byte> Lengths)
{
    /// <summary>Colours of three bytes whose pixel is drawn more than once across: zeros follow each.</summary>
    public static LayoutTables RgbFilled { get; } = Parse(
        "2 3 5 7 8 9 10x2 11 12x4 13x28 14x13 13x190 12x4 11 10x2 9 8 7 5 3 11 14x3 12 14 11 2 14 4 14x2 12 "
        + "7 6 12 10 7x2 12 8 9 8 10 9x2 10 11 10 8",
        "7 6 6 6 7 6 7 5 5 4 4 4 4 5 4 0 1 7 0");

    /// <summary>Colours of three bytes, each drawn once.</summary>
    public static LayoutTables RgbLone { get; } = Parse(
        "1 3 6 7 8 9 10 11x2 12x2 13x6 14x223 13x6 12x2 11x2 10 9 8 7 6 2 11 8 14 6 10 14 7 12 14 8 9 13 9 "
        + "10 9 10x3 11 12 11x3 12x3 13x4",
        "7 5 7 7 0 0 5 5 5 4 4 4 4 5 4 0 1 7 0");

    /// <summary>Colour numbers, each drawn more than once.</summary>
    public static LayoutTables IndexedFilled { get; } = Parse(
        "9 3 5 6 7 8x2 9 10 11x8 12x8 13x16 14x175 13x16 12x8 11x8 10 9x2 8 7 6 5 4 10 1 4 14x2 6x2 15 14 6 "
        + "14 7 15 7 8 9x2 8x2 9 10 9 10x3 9 10 11 12 9",
        "7 5 0 7 6 6 5 5 4 4 4 5 5 6 4 6 1 6 0");

    /// <summary>Colour numbers, each drawn once.</summary>
    public static LayoutTables IndexedLone { get; } = Parse(
        "2x2 4 5 6 7 8 9x2 10x8 11x8 12x16 13x175 12x16 11x8 10x8 9x2 8 7 6 5 4 3 9 6 7 8x7 9x8 10 11x3 12 "
        + "13x2 12 13x3 11",
        "7 6 6 7 6 6 5 5 5 4 4 4 4 4 0 0 1 6 0");

    private static LayoutTables Parse(string symbols, string lengths) => new([.. symbols.Split(' ').SelectMany(Run)], [.. lengths.Split(' ').SelectMany(Run)]);

    private static IEnumerable<byte> Run(string text)
    {
        var parts = text.Split('x');
        var length = byte.Parse(parts[0], CultureInfo.InvariantCulture);
        return Enumerable.Repeat(length, parts.Length == 1 ? 1 : int.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
