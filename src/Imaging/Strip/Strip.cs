namespace VizPipeline.Imaging;

/// <summary>A colour strip before it is drawn: n ≥ 1 rows, oldest first, and the scale that maps their values to a palette.</summary>
/// <param name="Rows">From top to bottom.</param>
/// <param name="Min">The value at the palette's first stop.</param>
/// <param name="Max">The value at its last stop; where it equals <paramref name="Min"/>, everything has the palette's middle colour.</param>
/// <param name="Palette">What the values turn into.</param>
public sealed record Strip(IReadOnlyList<StripRow> Rows, double Min, double Max, Palette Palette);
