namespace VizPipeline.Imaging;

/// <summary>How large a strip is drawn: row r of n covers the logical lines from r × Lines / n to (r + 1) × Lines / n, each pixel Scale × Scale.</summary>
/// <param name="Lines">Logical lines, at least 1; with more rows than lines some rows have no height.</param>
/// <param name="Scale">Pixels a logical pixel, across and down, 1 to 8.</param>
public readonly record struct StripSize(int Lines, int Scale)
{
    /// <summary>5,760 × 6,720 pixels: what is published.</summary>
    public static StripSize Full { get; } = new(Lines: 1680, Scale: 4);

    /// <summary>One line a row, 1,440 pixels wide: what a page shows.</summary>
    public static StripSize Preview(int rows) => new(Math.Min(rows, Full.Lines), Scale: 1);

    /// <summary>The logical lines of row <paramref name="row"/> of <paramref name="rows"/>, from First to before End: none where both are the same.</summary>
    public (int First, int End) RowLines(int row, int rows) => ((int)((long)row * Lines / rows), (int)((row + 1L) * Lines / rows));

    /// <summary>How many lines of pixels a row is high; 0 where it is not drawn.</summary>
    internal int PixelLines(int row, int rows)
    {
        var (first, end) = RowLines(row, rows);
        return (end - first) * Scale;
    }

    public int Width => StripRow.Columns * Scale;

    public int Height => Lines * Scale;
}
