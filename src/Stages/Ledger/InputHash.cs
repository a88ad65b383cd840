namespace VizPipeline.Stages;

/// <summary>Names everything that decides a window's picture: its readings, span, columns, palette and scale. Equal hashes, equal pictures.</summary>
public readonly record struct InputHash(UInt128 Value)
{
    public override string ToString() => Value.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
}
