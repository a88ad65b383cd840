using VizPipeline.Imaging;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Programs that know nothing of this project look at its pictures.</summary>
public sealed class Witnesses : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private const string DecodeWithPillow = """
        import sys
        from PIL import Image
        Image.MAX_IMAGE_PIXELS = None
        for name in sys.argv[1:]:
            with Image.open(name) as picture:
                picture.load()
                open(name + ".rgb", "wb").write(picture.convert("RGB").tobytes())
        """;

    private static readonly string[] Full = ["noise, 1 rows", "256 colours", "noise, 2500 rows"];
    private static readonly string[] Few = ["constant", "only column 0 differs", "slopes", "bends", "257 values"];
    private static readonly StripSize[] Sizes = [new(1, 1), new(200, 1), new(3, 2), new(2, 3), new(5, 5), new(2, 6), new(3, 7), new(2, 8)];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("viz-pictures-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string name, byte[] png)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, png);
        return path;
    }

    private List<(string Path, byte[] Png)> Pictures()
    {
        var full = Full.Select(name => Drawn.Png(MadeUpStrip.All[name].Strip));
        var small = from name in Few
                    from size in Sizes
                    select Drawn.Png(new StripPainter(), MadeUpStrip.All[name].Strip, size);
        return [.. full.Concat(small).Select((png, i) => (Write($"{i}.png", png), png))];
    }

    [Fact]
    public async Task Pngcheck_finds_nothing_wrong()
    {
        var pictures = Pictures();
        var (exit, report, error) = await Command.RunAsync("pngcheck", ["-q", .. pictures.Select(picture => picture.Path)], Checkout.Root);
        Assert.True(exit == 0 && string.IsNullOrWhiteSpace(error), report + error);
    }

    [Fact]
    public async Task Pillow_decodes_the_same_pixels_as_our_own_reader()
    {
        var pictures = Pictures();
        var (exit, _, error) = await Command.RunAsync(Python, ["-c", DecodeWithPillow, .. pictures.Select(picture => picture.Path)], Checkout.Root);
        Assert.True(exit == 0, $"This test needs {Python} with Pillow: {error}");
        foreach (var (path, png) in pictures)
        {
            var pixels = await File.ReadAllBytesAsync(path + ".rgb", Cancel);
            Assert.True(pixels.AsSpan().SequenceEqual(Drawn.Decode(png).Pixels), path);
        }
    }

    [Fact]
    public async Task The_reference_tool_finds_no_different_pixel()
    {
        var tool = Environment.GetEnvironmentVariable("VIZ_TEST_REFERENCE") ?? Checkout.File("../shared/tools/strip_reference.py");
        Assert.SkipUnless(File.Exists(tool), $"The reference tool is not at {tool}; VIZ_TEST_REFERENCE says where it is.");

        // Two days in January, a reading a minute: nothing to interpolate, so that only the picture is compared.
        const long midnight = 1736928000;   // 2025-01-15T00:00-08:00
        var strip = Drawn.Strip("redblue", 2, (r, c) => Math.Round((20 * Math.Sin((c + (r * 300)) / 229.0)) + (c % 7), 2));
        var values = new double[StripRow.Columns];
        var readings = Write("readings.csv", []);
        await File.WriteAllLinesAsync(readings, strip.Rows.SelectMany((row, day) =>
        {
            row.Fill(values);
            return values.Select((value, minute) => FormattableString.Invariant($"{midnight + (86400 * day) + (60 * minute)},{value:R}")).ToArray();
        }), Cancel);

        string[] window = ["--csv", readings, "--interval", "cumulative", "--start", "2025-01-15T00:00", "--end", "2025-01-17T00:00"];
        var (exit, report, error) = await Command.RunAsync(Python, [tool, "check", Write("two-days.png", Drawn.Png(strip)), .. window], Checkout.Root);
        Assert.True(exit == 0 && report.Contains("OK", StringComparison.Ordinal), report + error);
    }
}
