using System.Buffers;
using VizPipeline.Imaging;
using VizPipeline.Storage;

namespace VizPipeline.Bench;

/// <summary>Our way from a strip to the bytes of its file and their CID: the one place where this bench meets the painter. For one thread.</summary>
internal sealed class Drawing
{
    private readonly ArrayBufferWriter<byte> _png = new(1 << 20);
    private readonly StripPainter _painter = new();
    private readonly StripSize _size;

    private Drawing(StripSize size) => _size = size;

    /// <summary>Nothing outlives a picture.</summary>
    public static Drawing Forgetful(StripSize size) => new(size);

    /// <summary>Pictures that follow one another share what they have in common, as on the road.</summary>
    public static Drawing Remembering(StripSize size) => new(size);

    /// <summary>The last file, until the next is drawn.</summary>
    public ReadOnlySpan<byte> Png => _png.WrittenSpan;

    public void Draw(Strip strip)
    {
        _png.ResetWrittenCount();
        _painter.Paint(strip, _size, _png);
    }

    public Cid DrawNamed(Strip strip)
    {
        Draw(strip);
        return Cids.Of(Png);
    }
}
