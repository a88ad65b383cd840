using System.Security.Cryptography;
using VizPipeline.Imaging;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Programs that know nothing of this project look at its pictures.</summary>
public sealed class Witnesses : IDisposable
{
    private const string Python = "/usr/bin/python3";

    /// <summary>The strips at the edges of what there is, drawn in full size.</summary>
    private static readonly string[] Edges =
    [
        "black", "constant", "only column 0 differs", "only column 719 differs", "random pixels", "256 colours",
        .. ((int[])[1, 2, 3, 11, 420, 1679, 1680, 2500]).Select(rows => $"noise, {rows} rows"),
    ];

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

    private List<(string Path, MadeUpStrip Made)> Full() =>
        [.. Edges.Select((name, i) => (Write($"edge-{i}.png", Drawn.Png(MadeUpStrip.All[name].Strip)), MadeUpStrip.All[name]))];

    private List<(string Path, byte[] Png)> Small()
    {
        var small = from name in Few
                    from size in Sizes
                    select Drawn.Png(new StripPainter(), MadeUpStrip.All[name].Strip, size);
        return [.. small.Select((png, i) => (Write($"{i}.png", png), png))];
    }

    [Fact]
    public async Task Pngcheck_finds_nothing_wrong()
    {
        var pictures = Full().Select(picture => picture.Path).Concat(Small().Select(picture => picture.Path));
        var (exit, report, error) = await Command.RunAsync("pngcheck", ["-q", .. pictures], Checkout.Root);
        Assert.True(exit == 0 && string.IsNullOrWhiteSpace(report + error), report + error);
    }

    [Fact]
    public async Task Pillow_finds_the_pixels_that_an_independent_script_computed_at_every_edge()
    {
        var pictures = Full();
        var seen = await PillowAsync(StripSize.Full.Scale, pictures.Select(picture => picture.Path));
        Assert.Equal(pictures.Select(picture => $"{(picture.Made.Colours <= 256 ? "P" : "RGB")} 5760 6720 {picture.Made.Sha256}"), seen);
    }

    [Fact]
    public async Task The_script_with_Pillow_refutes_a_square_of_more_than_one_colour()
    {
        var picture = Write("fine.png", Drawn.Png(new StripPainter(), MadeUpStrip.All["slopes"].Strip, new StripSize(Lines: 8, Scale: 1)));
        Assert.Equal(["RGB 1440 8 squares of more than one colour"], await PillowAsync(scale: 4, [picture]));
    }

    [Fact]
    public async Task Pillow_decodes_the_same_pixels_as_our_own_reader()
    {
        var pictures = Small();
        var seen = await PillowAsync(scale: 1, pictures.Select(picture => picture.Path));
        Assert.Equal(pictures.Select(picture => Told(Drawn.Decode(picture.Png))), seen);
    }

    private static string Told((PngHeader Header, byte[] Pixels) picture) =>
        $"{(picture.Header.IsIndexed ? "P" : "RGB")} {picture.Header.Width} {picture.Header.Height} {Convert.ToHexStringLower(SHA256.HashData(picture.Pixels))}";

    private static async Task<string[]> PillowAsync(int scale, IEnumerable<string> pictures)
    {
        var (exit, seen, error) = await Command.RunAsync(Python, [Checkout.File("tests/Witnesses/decode_pictures.py"), $"{scale}", .. pictures], Checkout.Root);
        Assert.True(exit == 0, $"This test needs {Python} with numpy and Pillow: {error}");
        return seen.Split('\n', StringSplitOptions.RemoveEmptyEntries);
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
