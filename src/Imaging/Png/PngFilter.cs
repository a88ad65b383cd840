namespace VizPipeline.Imaging;

/// <summary>What the first byte of a line says of the others (W3C PNG, clause 9).</summary>
internal enum PngFilter
{
    None,
    Sub,
    Up,
    Average,
    Paeth,
}
