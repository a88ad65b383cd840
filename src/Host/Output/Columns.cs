namespace VizPipeline.Host;

/// <summary>Lines up the cells of a table with blanks, so that people can read and scripts can cut them.</summary>
internal static class Columns
{
    private const int Gap = 2;

    /// <summary>One line a row; the last cell is never padded.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = Enumerable.Range(0, rows.Max(row => row.Count)).Select(at => rows.Max(row => at < row.Count ? row[at].Length : 0)).ToArray();
        foreach (var row in rows)
        {
            yield return string.Concat(row.Select((cell, at) => at == row.Count - 1 ? cell : cell.PadRight(widths[at] + Gap))).TrimEnd();
        }
    }
}
