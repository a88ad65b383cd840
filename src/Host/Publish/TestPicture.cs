using NodaTime;
using NodaTime.Text;
using VizPipeline.Imaging;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>A small PNG that nobody ever had before, so that whatever has its CID may be removed.</summary>
internal sealed class TestPicture
{
    private static readonly InstantPattern Stamp = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    /// <param name="now">Stands in its name.</param>
    /// <param name="chance">Random bytes, eight or so: what sets it apart.</param>
    public TestPicture(Instant now, ReadOnlySpan<byte> chance)
    {
        using var png = new PooledContent();
        new StripPainter().Paint(new([new Bands(chance.ToArray())], byte.MinValue, byte.MaxValue, Palettes.All[0]), new(Lines: 24, Scale: 1), png);
        (Bytes, Cid) = (png.Bytes.ToArray(), Cids.Of(png.Bytes.Span));
        var name = $"{Stamp.Format(now)}-{Convert.ToHexStringLower(chance)}";
        (Name, Key) = ($"viz-test-upload-{name}.png", $"test:upload:{name}");
    }

    public string Name { get; }

    /// <summary>Of no window.</summary>
    public string Key { get; }

    public Cid Cid { get; }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>What stands under its key.</summary>
    public string Value => $"ipfs://{Cid}";

    private sealed class Bands(byte[] colours) : StripRow
    {
        public override void Fill(Span<double> columns)
        {
            for (var at = 0; at < columns.Length; at++) columns[at] = colours[at * colours.Length / columns.Length];
        }
    }
}
