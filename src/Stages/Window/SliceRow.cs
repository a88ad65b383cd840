using VizPipeline.Imaging;

namespace VizPipeline.Stages;

/// <summary>
/// The row of some slices of one day, laid over one another in time order: a whole day, a day so far, or one hour. Rule 4 of docs/pictures.md fills the
/// columns between known ones, and flat in the first and last known value beyond them. At least one slice has a reading.
/// </summary>
internal sealed class SliceRow(ReadOnlyMemory<HourSlice> slices) : StripRow
{
    public override void Fill(Span<double> columns)
    {
        Span<bool> known = stackalloc bool[Columns];
        known.Clear();
        foreach (var slice in slices.Span) slice.LayOver(columns, known);

        var before = known.IndexOf(true);
        if (before < 0) throw new InvalidOperationException("A row without a reading has no values.");
        columns[..before].Fill(columns[before]);
        for (var at = before + 1; at < Columns; at++)
        {
            if (!known[at]) continue;
            Interpolate(columns, before, at);
            before = at;
        }

        columns[(before + 1)..Columns].Fill(columns[before]);
    }

    // In this order of operations: any other rounds to other values, and so to other pixels.
    private static void Interpolate(Span<double> columns, int p, int n)
    {
        var (low, rise) = (columns[p], columns[n] - columns[p]);
        for (var m = p + 1; m < n; m++) columns[m] = low + ((double)(m - p) / (n - p) * rise);
    }
}
