using System.Buffers;

namespace VizPipeline.Imaging;

/// <summary>Draws colour strips as PNG files. Safe for use by many threads at once.</summary>
public interface IPainter
{
    /// <summary>
    /// Appends one whole PNG file. The same strip and size give the same bytes on every machine, run and thread count. Returns how far the file begins like
    /// others that this painter made.
    /// </summary>
    PictureHead Paint(Strip strip, StripSize size, IBufferWriter<byte> png);
}
