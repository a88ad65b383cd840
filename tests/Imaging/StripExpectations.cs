using System.Security.Cryptography;
using VizPipeline.Imaging;
using Xunit;

namespace VizPipeline.Tests;

public class StripExpectations
{
    public static TheoryData<string> Names => [.. MadeUpStrip.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_full_picture_has_the_pixels_that_an_independent_script_computed(string name)
    {
        var expected = MadeUpStrip.All[name];
        using var png = new MemoryStream(Drawn.Png(expected.Strip));
        using var logical = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (width, scale) = (StripSize.Full.Width, StripSize.Full.Scale);
        byte[] first = [], columns = new byte[StripRow.Columns * 3];

        var header = PngReader.ReadLines(png, (y, line) =>
        {
            if (y % scale == 0)
            {
                first = line.ToArray();
                for (var x = 0; x < width; x++)
                {
                    var pixel = line.Slice(x * 3, 3);
                    var column = columns.AsSpan(x / scale * 3, 3);
                    if (x % scale == 0) pixel.CopyTo(column);
                    else if (!pixel.SequenceEqual(column)) Assert.Fail($"Pixel {x} of line {y} differs from the first of its column.");
                }
                logical.AppendData(columns);
            }
            else if (!line.SequenceEqual(first))
            {
                Assert.Fail($"Line {y} differs from the first of its logical line.");
            }
        });

        Assert.Equal(new PngHeader(5760, 6720, expected.Colours <= 256), header);
        Assert.Equal(expected.Sha256, Convert.ToHexStringLower(logical.GetHashAndReset()));
    }
}
