using System.Buffers;
using VizPipeline.Imaging;

namespace VizPipeline.Bench;

/// <summary>Draws next to nothing, so that what is left is the road itself.</summary>
internal sealed class BlankPainter : IPainter
{
    private const int Length = 64;

    public PictureHead Paint(Strip strip, StripSize size, IBufferWriter<byte> png)
    {
        png.GetSpan(Length)[..Length].Fill((byte)strip.Rows.Count);
        png.Advance(Length);
        return default;
    }
}
