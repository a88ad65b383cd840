using System.Buffers;
using VizPipeline.Imaging;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Bench;

/// <summary>Our way from a strip to the bytes of its file and their CID: the one place where this bench meets the painter. For one thread.</summary>
internal sealed class Drawing
{
    private readonly ArrayBufferWriter<byte> _png = new(16 << 20);
    private readonly StripPainter _painter;
    private readonly StripSize _size;
    private PictureHead _head;

    private Drawing(StripSize size, long cacheBytes) => (_size, _painter) = (size, new(cacheBytes));

    /// <summary>Nothing of a picture outlives it.</summary>
    public static Drawing Forgetful(StripSize size) => new(size, cacheBytes: 0);

    /// <summary>Pictures that follow one another share what they have in common, as on the road.</summary>
    public static Drawing Remembering(StripSize size) => new(size, cacheBytes: 64L << 20);

    /// <summary>The last file, until the next is drawn.</summary>
    public ReadOnlySpan<byte> Png => _png.WrittenSpan;

    public void Draw(Strip strip)
    {
        _png.ResetWrittenCount();
        _head = _painter.Paint(strip, _size, _png);
    }

    public Cid DrawNamed(Strip strip)
    {
        Draw(strip);
        return PictureCids.Of(Png, _head);
    }
}
