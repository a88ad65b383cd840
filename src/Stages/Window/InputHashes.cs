using System.Buffers.Binary;
using System.Security.Cryptography;
using VizPipeline.Imaging;

namespace VizPipeline.Stages;

/// <summary>
/// Computes <see cref="InputHash"/>: the first 128 bits of SHA-256 over little-endian numbers and earlier digests, the same on every machine. It knows nothing of how a picture
/// becomes bytes. A change of anything here makes every recorded window stale.
/// </summary>
internal static class InputHashes
{
    private const int DigestSize = 16;
    private const int MostOnStack = 32;

    public static InputHash Daily(DayStrip day, Palette palette, int scale) => Of(day.Day.Daily(), OfSlices(day.Slices.AsSpan()), palette, scale);

    public static InputHash Hourly(HourSlice slice, Palette palette, int scale) =>
        Of(new(WindowKind.Hourly, slice.Hour.Start, slice.Hour.End), slice.Digest, palette, scale);

    /// <param name="window">From the anchor to the end of the last slice.</param>
    /// <param name="before">The whole days between the anchor and the window's last day.</param>
    /// <param name="slices">The window's own slices of its last day.</param>
    /// <param name="palette">Only its stops count, not its name.</param>
    /// <param name="scale">Pixels a logical pixel.</param>
    public static InputHash Cumulative(Window window, SpanSummary before, ReadOnlySpan<HourSlice> slices, Palette palette, int scale) =>
        Of(window, Chain(before.Digest, OfSlices(slices)), palette, scale);

    public static UInt128 OfSlice(int firstColumn, ulong known, ReadOnlySpan<double> values, Summary summary)
    {
        var bytes = new Bytes(stackalloc byte[4 + 8 + (64 * 8) + 24]);
        bytes.Add(firstColumn);
        bytes.Add((long)known);
        foreach (var value in values) bytes.Add(BitConverter.DoubleToInt64Bits(value));
        bytes.Add(summary.Count);
        if (summary.IsEmpty) return bytes.Digest();
        bytes.Add(BitConverter.DoubleToInt64Bits(summary.Min));
        bytes.Add(BitConverter.DoubleToInt64Bits(summary.Max));
        return bytes.Digest();
    }

    public static UInt128 OfSlices(ReadOnlySpan<HourSlice> slices)
    {
        var bytes = new Bytes(slices.Length <= MostOnStack ? stackalloc byte[MostOnStack * DigestSize] : new byte[slices.Length * DigestSize]);
        foreach (var slice in slices) bytes.Add(slice.Digest);
        return bytes.Digest();
    }

    public static UInt128 Chain(UInt128 before, UInt128 next)
    {
        var bytes = new Bytes(stackalloc byte[2 * DigestSize]);
        bytes.Add(before);
        bytes.Add(next);
        return bytes.Digest();
    }

    private static InputHash Of(Window window, UInt128 readings, Palette palette, int scale)
    {
        var bytes = new Bytes(new byte[4 + 8 + 8 + DigestSize + 4 + (4 * palette.Stops.Length) + 4]);
        bytes.Add((int)window.Kind);
        bytes.Add(window.Start.ToUnixTimeTicks());
        bytes.Add(window.End.ToUnixTimeTicks());
        bytes.Add(readings);
        bytes.Add(scale);
        foreach (var stop in palette.Stops) bytes.Add((stop.R << 16) | (stop.G << 8) | stop.B);
        if (palette.IsLimited) bytes.Add(Palette.LimitedColours);
        return new(bytes.Digest());
    }

    private ref struct Bytes(Span<byte> room)
    {
        private readonly Span<byte> _room = room;
        private int _length;

        public void Add(int number) => BinaryPrimitives.WriteInt32LittleEndian(Next(4), number);

        public void Add(long number) => BinaryPrimitives.WriteInt64LittleEndian(Next(8), number);

        public void Add(UInt128 number) => BinaryPrimitives.WriteUInt128BigEndian(Next(DigestSize), number);

        public readonly UInt128 Digest()
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(_room[.._length], hash);
            return BinaryPrimitives.ReadUInt128BigEndian(hash);
        }

        private Span<byte> Next(int size) => _room.Slice((_length += size) - size, size);
    }
}
