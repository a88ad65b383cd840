using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using VizPipeline.Imaging;
using VizPipeline.Storage;

namespace VizPipeline.Bench;

/// <summary>What drawing is made of, each beside the plainest way to the same: the peer is the baseline of its category. For BenchmarkDotNet, which wants it public and open.</summary>
public class SmallOperations
{
    private const int FileBytes = 125_000;
    private const int Scale = 4;

    private static readonly uint[] PlainTable = [.. Enumerable.Range(0, 256).Select(b => Enumerable.Range(0, 8).Aggregate((uint)b, (rest, _) => (rest >> 1) ^ (0xEDB88320 & (0 - (rest & 1)))))];

    private readonly byte[] _file = new byte[FileBytes];
    private readonly double[] _values = new MadeDays(seed: 1).Next();
    private readonly uint[] _colours = new uint[StripRow.Columns], _hourColours = new uint[StripRow.Columns], _columns = new uint[StripRow.Columns];
    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 20);
    private Palette _palette = Palettes.All[0];
    private ColourScale? _scale;
    private double _min, _range;

    [GlobalSetup]
    public void Prepare()
    {
        var rows = new StripRow[] { MadeRow.Whole(_values), new MadeRow(_values, 8 * 60, 9 * 60) };
        (_min, _range) = (_values.Min(), _values.Max() - _values.Min());
        (_palette, _scale) = (Palettes.Find("redblue")!, new ColourScale(Palettes.Find("redblue")!, _min, _min + _range));
        foreach (var (row, colours) in rows.Zip([_colours, _hourColours]))
        {
            var values = new double[StripRow.Columns];
            row.Fill(values);
            _scale.Map(values, colours);
        }

        new StripPainter().Paint(MadeRow.Strip(MadeRow.Whole(_values)), StripSize.Full, _buffer);
        _buffer.WrittenSpan[..FileBytes].CopyTo(_file);
    }

    [Benchmark(Description = "ours"), BenchmarkCategory("CRC-32 of 125 KB")]
    public uint Crc() => Crc32.Append(0, _file);

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
        _scale!.Map(_values, _columns);
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
        using var table = new ColourTable();
        _hourColours.CopyTo(_columns, 0);
        return table.TryNumber(_columns) ? table.Count : -1;
    }

    [Benchmark(Description = "a dictionary", Baseline = true), BenchmarkCategory("numbers of an hour's colours in 1,440 columns")]
    public int NumbersPlain()
    {
        var table = new Dictionary<uint, uint>();
        for (var column = 0; column < _columns.Length; column++)
        {
            if (!table.TryGetValue(_hourColours[column], out var number)) table.Add(_hourColours[column], number = (uint)table.Count);
            _columns[column] = number;
        }

        return table.Count;
    }

    [Benchmark(Description = "ours"), BenchmarkCategory("a drawn RGB line, from colours to bits")]
    public int Line()
    {
        using var stream = new StripStream(channels: 3, Scale);
        _colours.CopyTo(_columns, 0);
        stream.Draw(_columns);
        return stream.End().Length;
    }

    [Benchmark(Description = "ZLibStream, Optimal", Baseline = true), BenchmarkCategory("a drawn RGB line, from colours to bits")]
    public long LinePlain()
    {
        using var bits = new MemoryStream(FileBytes);
        var (line, before) = (new byte[1 + (StripRow.Columns * Scale * 3)], 0u);
        line[0] = 1;
        for (var column = 0; column < _colours.Length; column++)
        {
            var colour = _colours[column];
            for (var channel = 0; channel < 3; channel++) line[1 + (column * Scale * 3) + channel] = (byte)((colour >> (8 * channel)) - (before >> (8 * channel)));
            before = colour;
        }

        using (var deflate = new ZLibStream(bits, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(line);
        return bits.Length;
    }

    [Benchmark(Description = "ours"), BenchmarkCategory("CID of 125 KB")]
    public Cid Name() => Cids.Of(_file);

    [Benchmark(Description = "SHA-256 alone", Baseline = true), BenchmarkCategory("CID of 125 KB")]
    public byte NameAlone() => SHA256.HashData(_file)[0];
}
