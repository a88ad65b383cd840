namespace VizPipeline.Imaging;

/// <summary>The block codes of drawn lines: trained for scale 4 and for scale 1, and fitted to the other scales by one exchange.</summary>
internal static class LineBlock
{
    private const int TrainedScale = 4;

    public static BlockCode Of(int channels, int scale)
    {
        var table = (channels, scale) switch
        {
            (3, 1) => LayoutTables.RgbLone,
            (3, _) => LayoutTables.RgbFilled,
            (_, 1) => LayoutTables.IndexedLone,
            _ => LayoutTables.IndexedFilled,
        };
        byte[] symbols = [.. table.Symbols];
        if (scale > 1)
        {
            var (trained, own) = (FillSymbol(channels, TrainedScale), FillSymbol(channels, scale));
            (symbols[trained], symbols[own]) = (symbols[own], symbols[trained]);
        }
        return new(symbols, Distances(channels * scale), table.Lengths.AsSpan());
    }

    // What follows nearly every colour: a match of its zeros, or single zeros where they are too few for one.
    private static int FillSymbol(int channels, int scale)
    {
        var fill = channels * (scale - 1);
        return fill < 3 ? 0 : DeflateSymbols.OfLength(fill).Symbol;
    }

    // One bit tells a run of zeros (distance 1) from a repeat of the column before (distance = bytes of a column).
    private static byte[] Distances(int stride)
    {
        var distances = new byte[DeflateSymbols.OfDistance(stride).Symbol + 1];
        (distances[0], distances[^1]) = (1, 1);
        return distances;
    }
}
