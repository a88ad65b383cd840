using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using VizPipeline.Host;
using VizPipeline.Imaging;
using VizPipeline.Storage;

namespace VizPipeline.Bench;

/// <summary>What drawing is made of, each beside the plainest way to the same: the peer is the baseline of its category. For BenchmarkDotNet, which wants it public and open.</summary>
public class SmallOperations
{
    private const int FileBytes = 125_000;
    private const int Pixels = 4;

    private static readonly uint[] PlainTable = [.. Enumerable.Range(0, 256).Select(b => Enumerable.Range(0, 8).Aggregate((uint)b, (rest, _) => (rest >> 1) ^ (0xEDB88320 & (0 - (rest & 1)))))];

    private readonly byte[] _file = new byte[FileBytes];
    private readonly double[] _values = new MadeDays(seed: 1).Next();
    private readonly uint[] _colours = new uint[StripRow.Columns], _hourColours = new uint[StripRow.Columns], _columns = new uint[StripRow.Columns];
    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 20);
    private readonly uint[] _steps = new uint[StripRow.Columns], _numbers = new uint[StripRow.Columns];
    private readonly double[] _places = new double[StripRow.Columns];
    private readonly byte[] _packed = new byte[LineCode.MostBytes(StripRow.Columns)];
    private readonly ColourTable _table = new();
    private readonly MadeMetrics _metrics = new();
    private readonly ToldPicture _told = new();
    private readonly Kernel _kernel = Kernel.Best;
    private readonly Palette _palette = Palettes.Find("redblue")!;
    private double _min, _range;

    private ColourScale Scale => new(_palette, _min, _min + _range);

    [GlobalSetup]
    public void Prepare()
    {
        var rows = new StripRow[] { MadeRow.Whole(_values), new MadeRow(_values, 8 * 60, 9 * 60) };
        (_min, _range) = (_values.Min(), _values.Max() - _values.Min());
        foreach (var (row, colours) in rows.Zip([_colours, _hourColours]))
        {
            row.Fill(_places);
            _kernel.Place(Scale, _places);
            _kernel.Mix(Scale, _places, colours);
        }

        new StripPainter().Paint(MadeRow.Strip(MadeRow.Whole(_values)), StripSize.Full, _buffer);
        _buffer.WrittenSpan[..FileBytes].CopyTo(_file);
    }

    [Benchmark(Description = "ours"), BenchmarkCategory("CRC-32 of 125 KB")]
    public uint Crc() => _kernel.Crc(0, _file);

    [Benchmark(Description = "a byte at a time", Baseline = true), BenchmarkCategory("CRC-32 of 125 KB")]
    public uint CrcPlain()
    {
        var crc = ~0u;
        foreach (var value in _file) crc = PlainTable[(byte)(crc ^ value)] ^ (crc >> 8);
        return ~crc;
    }

    [Benchmark(Description = "ours"), BenchmarkCategory("Adler-32 of 125 KB")]
    public uint Adler() => Adler32.Start.Append(_file).Value;

    [Benchmark(Description = "a byte at a time", Baseline = true), BenchmarkCategory("Adler-32 of 125 KB")]
    public uint AdlerPlain()
    {
        var (a, b) = (1u, 0u);
        foreach (var value in _file)
        {
            a = (a + value) % Adler32.Modulus;
            b = (b + a) % Adler32.Modulus;
        }

        return (b << 16) | a;
    }

    [Benchmark(Description = "ours"), BenchmarkCategory("colours of 1,440 values")]
    public uint Colours()
    {
        _values.CopyTo(_places, 0);
        _kernel.Place(Scale, _places);
        _kernel.Mix(Scale, _places, _columns);
        return _columns[^1];
    }

    [Benchmark(Description = "a value at a time", Baseline = true), BenchmarkCategory("colours of 1,440 values")]
    public uint ColoursPlain()
    {
        for (var column = 0; column < _values.Length; column++)
        {
            var (r, g, b) = _palette.At(Math.Clamp((_values[column] - _min) / _range, 0, 1));
            _columns[column] = r | ((uint)g << 8) | ((uint)b << 16);
        }

        return _columns[^1];
    }

    [Benchmark(Description = "ours"), BenchmarkCategory("numbers of an hour's colours in 1,440 columns")]
    public int Numbers()
    {
        _table.Truncate(0);
        return _table.TryNumber(_hourColours, _numbers, ColourTable.Most) ? _table.Count : -1;
    }

    [Benchmark(Description = "a dictionary", Baseline = true), BenchmarkCategory("numbers of an hour's colours in 1,440 columns")]
    public int NumbersPlain()
    {
        var table = new Dictionary<uint, uint>();
        for (var column = 0; column < _columns.Length; column++)
        {
            if (!table.TryGetValue(_hourColours[column], out var number)) table.Add(_hourColours[column], number = (uint)table.Count);
            _numbers[column] = number;
        }

        return table.Count;
    }

    [Benchmark(Description = "ours"), BenchmarkCategory("a drawn RGB line, from colours to bits")]
    public int Line()
    {
        _kernel.Step(_colours, _steps, channels: 3, Pixels);
        var bits = new BitWriter(_packed);
        LineCode.For(channels: 3, Pixels).Write(_steps, ref bits);
        return bits.Length;
    }

    [Benchmark(Description = "ZLibStream, Optimal", Baseline = true), BenchmarkCategory("a drawn RGB line, from colours to bits")]
    public long LinePlain()
    {
        using var bits = new MemoryStream(FileBytes);
        var (line, before) = (new byte[1 + (StripRow.Columns * Pixels * 3)], 0u);
        line[0] = 1;
        for (var column = 0; column < _colours.Length; column++)
        {
            var colour = _colours[column];
            for (var channel = 0; channel < 3; channel++) line[1 + (column * Pixels * 3) + channel] = (byte)((colour >> (8 * channel)) - (before >> (8 * channel)));
            before = colour;
        }

        using (var deflate = new ZLibStream(bits, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(line);
        return bits.Length;
    }

    [Benchmark(Description = "ours"), BenchmarkCategory("CID of 125 KB")]
    public Cid Name() => Cids.Of(_file);

    [Benchmark(Description = "SHA-256 alone", Baseline = true), BenchmarkCategory("CID of 125 KB")]
    public byte NameAlone() => SHA256.HashData(_file)[0];

    [Benchmark(Description = "ours"), BenchmarkCategory("telling of a picture's way, with metrics")]
    public long Told() => _told.WithMetrics();

    [Benchmark(Description = "without metrics", Baseline = true), BenchmarkCategory("telling of a picture's way, with metrics")]
    public long Counted() => _told.Counted();

    [Benchmark(Description = "ours"), BenchmarkCategory("1,000 series as OpenMetrics text")]
    public int Metrics()
    {
        _buffer.ResetWrittenCount();
        PrometheusText.Write(_metrics.Families, TextFormat.OpenMetrics, _buffer);
        return _buffer.WrittenCount;
    }

    [Benchmark(Description = "strings, joined", Baseline = true), BenchmarkCategory("1,000 series as OpenMetrics text")]
    public int MetricsPlain() => Encoding.UTF8.GetBytes(_metrics.Joined()).Length;
}
