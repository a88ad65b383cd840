using VizPipeline.Imaging;

namespace VizPipeline.Bench;

/// <summary>The minutes of a day from one to before another; flat in the first of them before, and in the last of them after.</summary>
internal sealed class MadeRow(double[] day, int first, int end) : StripRow
{
    public override void Fill(Span<double> columns)
    {
        columns[..first].Fill(day[first]);
        day.AsSpan(first..end).CopyTo(columns[first..]);
        columns[end..Columns].Fill(day[end - 1]);
    }

    public double Min { get; } = day[first..end].Min();

    public double Max { get; } = day[first..end].Max();

    public static MadeRow Whole(double[] day) => new(day, 0, Columns);

    public static Strip Strip(params ReadOnlySpan<MadeRow> rows)
    {
        var (min, max) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var row in rows) (min, max) = (Math.Min(min, row.Min), Math.Max(max, row.Max));
        return new(rows.ToArray(), min, max, Palettes.Find("redblue")!);
    }
}
