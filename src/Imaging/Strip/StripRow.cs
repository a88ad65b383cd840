namespace VizPipeline.Imaging;

/// <summary>One row of a strip: 1,440 values, one a minute of the local day. Immutable; rows that are equal have equal values, so that a painter may remember them.</summary>
public abstract class StripRow
{
    public const int Columns = 1440;

    /// <summary>Writes the row's values, in the sensor's own unit, into <paramref name="columns"/> (length 1,440, column = minute of the day).</summary>
    public abstract void Fill(Span<double> columns);
}
