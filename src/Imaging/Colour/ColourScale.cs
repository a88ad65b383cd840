namespace VizPipeline.Imaging;

/// <summary>Maps values to colours as <see cref="Palette.At"/> does, many at a time. A colour is packed as R + 256 G + 65,536 B.</summary>
internal sealed class ColourScale
{
    private readonly double _min, _range;
    private readonly int _last;

    // Red, green and blue of each stop in turn; the last stop stands twice, so that there is always a next one.
    private readonly double[] _stops;

    public ColourScale(Palette palette, double min, double max)
    {
        (_min, _range, _last) = (min, max - min, palette.Stops.Length - 1);
        _stops = [.. palette.Stops.Append(palette.Stops[^1]).SelectMany(stop => new double[] { stop.R, stop.G, stop.B })];
    }

    public void Map(ReadOnlySpan<double> values, Span<uint> colours)
    {
        var (value, colour) = (values[0], At(values[0]));
        for (var c = 0; c < values.Length; c++)
        {
            if (values[c] != value) (value, colour) = (values[c], At(values[c]));
            colours[c] = colour;
        }
    }

    private uint At(double value)
    {
        var f = Position(value) * _last;
        var i = (int)f;
        var stop = _stops.AsSpan(i * 3, 6);
        var (low, high) = (1 - (f - i), f - i);
        var red = (uint)(int)((stop[0] * low) + (stop[3] * high));
        var green = (uint)(int)((stop[1] * low) + (stop[4] * high));
        var blue = (uint)(int)((stop[2] * low) + (stop[5] * high));
        return red | (green << 8) | (blue << 16);
    }

    // A range too wide for a double gives 0/∞ or ∞/∞: the first stop, never a colour outside the palette.
    private double Position(double value)
    {
        if (_range == 0) return 0.5;
        var t = (value - _min) / _range;
        return t > 0 ? Math.Min(t, 1) : 0;
    }
}
