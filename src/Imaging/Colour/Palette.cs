using System.Collections.Immutable;

namespace VizPipeline.Imaging;

/// <summary>A named ramp of at least two colours.</summary>
public sealed record Palette(string Name, ImmutableArray<Rgb> Stops)
{
    /// <summary>The colour at <paramref name="t"/> in [0, 1], interpolated between stops in double and truncated, as docs/pictures.md says.</summary>
    public Rgb At(double t)
    {
        var f = t * (Stops.Length - 1);
        var i = (int)f;
        var (low, high, w) = (Stops[i], Stops[Math.Min(i + 1, Stops.Length - 1)], f - i);
        return new(Mix(low.R, high.R, w), Mix(low.G, high.G, w), Mix(low.B, high.B, w));
    }

    public bool Equals(Palette? other) => other is not null && Name == other.Name && Stops.AsSpan().SequenceEqual(other.Stops.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Name, Stops.Length, Stops[0], Stops[^1]);

    // Not low + (high - low) * w, and not rounded: both give other pixels.
    private static byte Mix(byte low, byte high, double w) => (byte)(int)((low * (1 - w)) + (high * w));
}
