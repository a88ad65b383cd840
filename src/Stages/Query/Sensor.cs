using VizPipeline.Imaging;

namespace VizPipeline.Stages;

/// <summary>What is measured, where its source keeps it, and how it is drawn.</summary>
/// <param name="Name">Matches <c>[a-z0-9][a-z0-9_-]{0,31}</c>; stands in keys and file names.</param>
/// <param name="Column">The source's column, or in a long table the value of its sensor column.</param>
/// <param name="Unit">For people: °C, %, hPa.</param>
/// <param name="Palette">Its colours.</param>
public sealed record Sensor(string Name, string Column, string Unit, Palette Palette);
