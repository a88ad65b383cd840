using VizPipeline.Imaging;
using Xunit;

namespace VizPipeline.Tests;

public class PngReaderTests
{
    private static byte[] Indexed { get; } = Drawn.Png(new StripPainter(), Drawn.Strip("red", 3, (r, c) => (r + c) % 9), StripSize.Preview(3));

    private static byte[] Rgb { get; } = Drawn.Png(new StripPainter(), Drawn.Strip("red", 3, (r, c) => (r * c) % 999), StripSize.Preview(3));

    private static string Refusal(byte[] png) => Assert.Throws<PngException>(() => Drawn.Decode(png)).Message;

    [Fact]
    public void A_file_of_another_kind_is_not_a_PNG_file() => Assert.Equal("This is not a PNG file: its first eight bytes are others.", Refusal("GIF89a.. and so on"u8.ToArray()));

    [Fact]
    public void An_empty_file_is_cut_off() => Assert.Contains("cut off", Refusal([]), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_goes_on_after_its_end_is_refused() => Assert.Contains("goes on after its last chunk", Refusal([.. Rgb, 0]), StringComparison.Ordinal);

    [Theory]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(65_537, 1)]
    [InlineData(65_536, 16_385)]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(-1, 5)]
    public void Absurd_sizes_are_refused_before_anything_is_read(int width, int height) =>
        Assert.Contains("at most 65536 across", Refusal(PngParts.With(Rgb, "IHDR", _ => PngParts.Header(width, height))), StringComparison.Ordinal);

    [Fact]
    public void A_promise_of_more_lines_than_there_are_is_refused() =>
        Assert.Equal("The picture ends in line 3 of 500000.", Refusal(PngParts.With(Rgb, "IHDR", _ => PngParts.Header(1440, 500_000))));

    [Fact]
    public void More_lines_than_promised_are_refused() =>
        Assert.Equal("The picture goes on after its 2 lines.", Refusal(PngParts.With(Rgb, "IHDR", _ => PngParts.Header(1440, 2))));

    [Fact]
    public void A_hundred_megabytes_in_a_small_file_are_refused_at_the_first_superfluous_byte()
    {
        var bomb = PngParts.Compress(new byte[100_000_000]);
        Assert.InRange(bomb.Length, 1, 1_000_000);
        Assert.Equal("The picture goes on after its 3 lines.", Refusal(PngParts.With(Rgb, "IDAT", _ => bomb)));
    }

    [Theory]
    [InlineData(16, 2, 0)]
    [InlineData(8, 0, 0)]
    [InlineData(8, 6, 0)]
    [InlineData(4, 3, 0)]
    [InlineData(8, 2, 1)]
    public void Other_kinds_of_PNG_are_refused_by_what_can_be_read(byte depth, byte kind, byte interlace) =>
        Assert.Contains("8-bit RGB or palette indices", Refusal(PngParts.With(Rgb, "IHDR", _ => PngParts.Header(1440, 3, depth, kind, interlace))), StringComparison.Ordinal);

    [Fact]
    public void Another_Adler_than_that_of_the_lines_is_refused_though_every_CRC_is_right() =>
        Refusal(PngParts.With(Rgb, "IDAT", body => [.. body[..^1], (byte)(body[^1] + 1)]));

    [Fact]
    public void A_missing_Adler_is_refused_though_every_line_is_there() => Refusal(PngParts.With(Rgb, "IDAT", body => body[..^4]));

    [Fact]
    public void A_filter_that_does_not_exist_is_refused() =>
        Assert.Equal("Line 1 has filter 5; 0 to 4 are allowed.", Refusal(PngParts.Join([
            ("IHDR", PngParts.Header(1, 2)), ("IDAT", PngParts.Compress([0, 1, 2, 3, 5, 1, 2, 3])), ("IEND", [])])));

    [Fact]
    public void An_index_beyond_the_palette_is_refused() =>
        Assert.Contains("the palette ends at 7", Refusal(PngParts.With(Indexed, "PLTE", palette => palette[..^3])), StringComparison.Ordinal);

    [Fact]
    public void Indices_without_a_palette_are_refused() =>
        Assert.Contains("no palette", Refusal(PngParts.Join(PngParts.Of(Indexed).Where(part => part.Type != "PLTE"))), StringComparison.Ordinal);

    [Fact]
    public void A_body_in_many_pieces_among_chunks_that_may_be_ignored_is_the_same_picture()
    {
        var parts = PngParts.Of(Rgb).SelectMany(part => part.Type != "IDAT"
            ? [part, ("teXt", [1, 2, 3])]
            : part.Body.Chunk(7).SelectMany(piece => new[] { ("IDAT", piece), ("IDAT", Array.Empty<byte>()) })).ToList();
        parts.RemoveAt(parts.Count - 1);
        Assert.Equal(Drawn.Decode(Rgb).Pixels, Drawn.Decode(PngParts.Join(parts)).Pixels);
    }

    [Fact]
    public void A_body_interrupted_by_another_chunk_is_refused()
    {
        var parts = PngParts.Of(Rgb).SelectMany(part => part.Type != "IDAT" ? [part] : new[] { ("IDAT", part.Body[..20]), ("teXt", []), ("IDAT", part.Body[20..]) });
        Refusal(PngParts.Join(parts));
    }

    [Theory]
    [InlineData("IHDR")]
    [InlineData("PLTE")]
    [InlineData("NOPE")]
    public void A_chunk_that_may_not_stand_there_is_refused(string type)
    {
        var parts = PngParts.Of(Indexed);
        parts.Insert(2, (type, PngParts.Header(1440, 3)));
        Assert.Equal($"The file has a chunk {type} where none may stand.", Refusal(PngParts.Join(parts)));
    }
}
