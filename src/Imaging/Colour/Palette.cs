using System.Collections.Immutable;

namespace VizPipeline.Imaging;

/// <summary>A named ramp of at least two colours.</summary>
public sealed class Palette(string name, ImmutableArray<Rgb> stops) : IEquatable<Palette>
{
    public string Name { get; } = name;

    /// <summary>Equally far from one another, from the least value to the greatest.</summary>
    public ImmutableArray<Rgb> Stops { get; } = stops;

    /// <summary>Red, green, blue and 0 of each stop in turn, the last one twice.</summary>
    internal double[] Ramp { get; } = [.. stops.Append(stops[^1]).SelectMany(stop => new double[] { stop.R, stop.G, stop.B, 0 })];

    /// <summary>The colour at <paramref name="t"/> in [0, 1], interpolated between stops in double and truncated, as docs/pictures.md says.</summary>
    public Rgb At(double t)
    {
        var f = t * (Stops.Length - 1);
        var i = (int)f;
        var (low, high, w) = (Stops[i], Stops[Math.Min(i + 1, Stops.Length - 1)], f - i);
        return new(Mix(low.R, high.R, w), Mix(low.G, high.G, w), Mix(low.B, high.B, w));
    }

    public override bool Equals(object? obj) => Equals(obj as Palette);

    public bool Equals(Palette? other) => ReferenceEquals(this, other) || (other is not null && Name == other.Name && Stops.AsSpan().SequenceEqual(other.Stops.AsSpan()));

    public override int GetHashCode() => HashCode.Combine(Name, Stops.Length, Stops[0], Stops[^1]);

    // Not low + (high - low) * w, and not rounded: both give other pixels.
    private static byte Mix(byte low, byte high, double w) => (byte)(int)((low * (1 - w)) + (high * w));
}
