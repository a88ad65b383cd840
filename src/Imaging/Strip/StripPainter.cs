using System.Buffers;

namespace VizPipeline.Imaging;

/// <summary>Draws strips as docs/pictures.md says, in the bytes of layout 2 (docs/adr/0002-own-png-encoder.md). Holds coded lines and the file, never the canvas.</summary>
public sealed class StripPainter : IPainter
{
    /// <summary>Which byte layout the files have. The same pixels in another layout have another CID.</summary>
    public const int Layout = 2;

    private const int LargestScale = 8;

    private readonly RowCache _cache;

    /// <param name="cacheBytes">
    /// Memory for rows of strips of several rows, kept from one picture to the next: a cumulative picture then costs what is new in it. It changes no byte.
    /// </param>
    public StripPainter(long cacheBytes = 0) : this(cacheBytes, Kernel.Best) { }

    internal StripPainter(long cacheBytes, Kernel kernel) => _cache = new(cacheBytes, kernel);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The strip has no row, its minimum or maximum is no number, or the size is out of bounds.</exception>
    public PictureHead Paint(Strip strip, StripSize size, IBufferWriter<byte> png)
    {
        Check(strip, size);
        var rows = _cache.Take(strip, size);
        var keep = false;
        try
        {
            rows.Follow(strip, size);
            var head = new StripFile(rows, strip, size).Write(png, _cache.Keeps(strip));
            keep = _cache.Keeps(strip);
            return head;
        }
        finally
        {
            _cache.Return(rows, keep);
        }
    }

    private static void Check(Strip strip, StripSize size)
    {
        if (strip.Rows.Count == 0) throw new ArgumentException("A strip needs at least one row.", nameof(strip));
        if (!double.IsFinite(strip.Min) || !double.IsFinite(strip.Max) || strip.Min > strip.Max)
        {
            throw new ArgumentException($"A strip's scale needs two numbers in order, not {strip.Min} to {strip.Max}.", nameof(strip));
        }
        if (size.Scale is < 1 or > LargestScale || size.Lines < 1 || size.Lines > int.MaxValue / LargestScale)
        {
            throw new ArgumentException($"A strip has at least one line and a scale of 1 to {LargestScale}, not {size}.", nameof(size));
        }
    }
}
