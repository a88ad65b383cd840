namespace VizPipeline.Imaging;

/// <summary>Maps values to colours as <see cref="Palette.At"/> does. A colour is packed as R + 256 G + 65,536 B.</summary>
internal readonly struct ColourScale(Palette palette, double min, double max)
{
    public double Min { get; } = min;

    public double Range { get; } = max - min;

    /// <summary>The place of the last stop.</summary>
    public int Last { get; } = palette.Stops.Length - 1;

    /// <summary>Red, green, blue and 0 of each stop in turn; the last stop stands twice, so that there is always a next one.</summary>
    public ReadOnlySpan<double> Stops => palette.Ramp;

    public bool IsLimited => palette.IsLimited;

    /// <summary>Moves places to the few that a limited palette has.</summary>
    public void Limit(Span<double> places)
    {
        foreach (ref var place in places) place = palette.Limit(place);
    }

    /// <summary>Where a value lies on the ramp: 0 at its first stop, 1 at its second, and so on.</summary>
    /// <remarks>A range too wide for a double gives 0/∞ or ∞/∞: the first stop, never a colour outside the palette.</remarks>
    public double Place(double value)
    {
        if (Range == 0) return 0.5 * Last;
        var t = (value - Min) / Range;
        return (t > 0 ? Math.Min(t, 1) : 0) * Last;
    }

    public uint Mix(double place)
    {
        var i = (int)place;
        var stops = Stops.Slice(i * 4, 8);
        var (low, high) = (1 - (place - i), place - i);
        var red = (uint)(int)((stops[0] * low) + (stops[4] * high));
        var green = (uint)(int)((stops[1] * low) + (stops[5] * high));
        var blue = (uint)(int)((stops[2] * low) + (stops[6] * high));
        return red | (green << 8) | (blue << 16);
    }
}
