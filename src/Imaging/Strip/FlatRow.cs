namespace VizPipeline.Imaging;

/// <summary>A row of one value: a day without a reading.</summary>
public sealed class FlatRow(double value) : StripRow
{
    public override void Fill(Span<double> columns) => columns.Fill(value);
}
