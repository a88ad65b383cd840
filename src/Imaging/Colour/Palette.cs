using System.Collections.Immutable;

namespace VizPipeline.Imaging;

/// <summary>A named ramp of at least two colours.</summary>
public sealed class Palette(string name, ImmutableArray<Rgb> stops) : IEquatable<Palette>
{
    /// <summary>The most colours of a limited palette: as many as an indexed PNG has.</summary>
    public const int LimitedColours = 256;

    public string Name { get; } = name;

    /// <summary>Equally far from one another, from the least value to the greatest.</summary>
    public ImmutableArray<Rgb> Stops { get; } = stops;

    /// <summary>Red, green, blue and 0 of each stop in turn, the last one twice.</summary>
    internal double[] Ramp { get; } = [.. stops.Append(stops[^1]).SelectMany(stop => new double[] { stop.R, stop.G, stop.B, 0 })];

    /// <summary>
    /// Equal parts between each stop and the next, at whose ends the only colours are that this palette gives; empty where every colour may occur.
    /// </summary>
    internal ImmutableArray<int> Parts { get; private init; } = [];

    /// <summary>Whether it gives at most <see cref="LimitedColours"/> colours.</summary>
    public bool IsLimited => !Parts.IsEmpty;

    /// <summary>
    /// The same ramp in at most 256 colours, so that every picture is an indexed one. A part spans fewer than 4 levels of each channel, so that no channel
    /// of a pixel is more than 2 levels off. Null where that would take more colours.
    /// </summary>
    public Palette? Limited()
    {
        var parts = Stops.Zip(Stops.Skip(1), (low, high) => (Largest(low, high) / 4) + 1).ToImmutableArray();
        return parts.Sum() < LimitedColours ? new(Name, Stops) { Parts = parts } : null;
    }

    /// <summary>The colour at <paramref name="t"/> in [0, 1], interpolated between stops in double and truncated, as docs/pictures.md says.</summary>
    public Rgb At(double t)
    {
        var f = Limit(t * (Stops.Length - 1));
        var i = (int)f;
        var (low, high, w) = (Stops[i], Stops[Math.Min(i + 1, Stops.Length - 1)], f - i);
        return new(Mix(low.R, high.R, w), Mix(low.G, high.G, w), Mix(low.B, high.B, w));
    }

    /// <summary>The end of a part that is nearest to a place on the ramp; the place itself where there are no parts.</summary>
    internal double Limit(double place)
    {
        var i = (int)place;
        return i < Parts.Length ? i + (Math.Floor(((place - i) * Parts[i]) + 0.5) / Parts[i]) : place;
    }

    public override bool Equals(object? obj) => Equals(obj as Palette);

    public bool Equals(Palette? other) => ReferenceEquals(this, other) || (other is not null && Name == other.Name && IsLimited == other.IsLimited && Stops.AsSpan().SequenceEqual(other.Stops.AsSpan()));

    public override int GetHashCode() => HashCode.Combine(Name, IsLimited, Stops.Length, Stops[0], Stops[^1]);

    private static int Largest(Rgb low, Rgb high) =>
        Math.Max(Math.Abs(low.R - high.R), Math.Max(Math.Abs(low.G - high.G), Math.Abs(low.B - high.B)));

    // Not low + (high - low) * w, and not rounded: both give other pixels.
    private static byte Mix(byte low, byte high, double w) => (byte)(int)((low * (1 - w)) + (high * w));
}
