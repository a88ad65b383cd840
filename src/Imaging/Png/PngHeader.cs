namespace VizPipeline.Imaging;

/// <summary>What a PNG file says of itself first: its size in pixels, and whether its bytes are palette indices or red, green and blue.</summary>
public readonly record struct PngHeader(int Width, int Height, bool IsIndexed)
{
    /// <summary>Bytes of one pixel in the file.</summary>
    internal int Channels => IsIndexed ? 1 : 3;
}
