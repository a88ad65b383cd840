using System.Buffers;
using VizPipeline.Imaging;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The conformance suite of <see cref="IPainter"/>: an implementation derives from it and says how it is made.</summary>
public abstract class PainterContract
{
    private protected abstract IPainter Make();

    [Fact]
    public void A_picture_decodes_to_the_obvious_pixels() => Law.Holds(PainterLaws.Cases, strip => PainterLaws.Decodes_to_the_obvious_pixels(Make(), strip), runs: 150);

    [Fact]
    public void The_same_strip_has_the_same_bytes_again_and_on_other_threads()
    {
        var painter = Make();
        Law.Holds(PainterLaws.Cases, strip => PainterLaws.Bytes_depend_on_nothing_else(painter, strip), runs: 60);
    }

    [Fact]
    public void A_picture_is_put_behind_what_was_written_before()
    {
        var strip = Drawn.Strip("cyan", 2, (row, column) => row + (column / 100));
        var png = new ArrayBufferWriter<byte>();
        png.Write("before"u8);
        Make().Paint(strip, StripSize.Preview(2), png);
        Assert.Equal([.. "before"u8, .. Drawn.Png(Make(), strip, StripSize.Preview(2))], png.WrittenSpan.ToArray());
    }

    [Fact]
    public void Values_as_far_apart_as_numbers_can_be_are_drawn()
    {
        var strip = Drawn.Strip("redblue", 2, (row, column) => (row, column) switch { (0, 0) => -double.MaxValue, (1, 9) => double.MaxValue, _ => column });
        Assert.Equal(StripRow.Columns, Drawn.Decode(Drawn.Png(Make(), strip, StripSize.Preview(2))).Header.Width);
    }
}

public sealed class StripPainterContract : PainterContract
{
    private protected override IPainter Make() => new StripPainter();
}

public sealed class ScalarPainterContract : PainterContract
{
    private protected override IPainter Make() => new StripPainter(0, Kernel.Scalar);
}

public sealed class RememberingPainterContract : PainterContract
{
    private readonly StripPainter _painter = new(cacheBytes: 1 << 20);

    private protected override IPainter Make() => _painter;
}

/// <summary>The slow one that the laws compare with keeps them itself.</summary>
public sealed class PlainPainterContract : PainterContract
{
    private protected override IPainter Make() => new PlainPainter();
}
