namespace VizPipeline.Imaging;

/// <summary>A row of one value: a day without a reading.</summary>
public sealed class FlatRow(double value) : StripRow
{
    private readonly double _value = value;

    public override void Fill(Span<double> columns) => columns.Fill(_value);

    public override bool Equals(object? obj) => obj is FlatRow row && row._value.Equals(_value);

    public override int GetHashCode() => _value.GetHashCode();
}
