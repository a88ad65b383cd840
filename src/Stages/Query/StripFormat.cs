using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace VizPipeline.Stages;

/// <summary>A strip's slices as bytes, for the work file of this process only: known mask, count, min, max, values, slice by slice.</summary>
internal static class StripFormat
{
    private const int SliceOverhead = 160;

    /// <summary>Bytes a strip takes on the heap, rounded up.</summary>
    public static long SizeInMemory(DayStrip strip) => 200 + strip.Slices.Sum(slice => SliceOverhead + (8L * slice.Values.Length));

    public static byte[] Write(DayStrip strip)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var slice in strip.Slices)
        {
            writer.Write(slice.Known);
            writer.Write(slice.Count);
            writer.Write(slice.Min);
            writer.Write(slice.Max);
            writer.Write(MemoryMarshal.AsBytes(slice.Values.AsSpan()));
        }

        writer.Flush();
        return bytes.ToArray();
    }

    public static DayStrip Read(LocalDay day, byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var slices = ImmutableArray.CreateBuilder<HourSlice>(day.Hours.Length);
        foreach (var hour in day.Hours)
        {
            var (known, count, min, max) = (reader.ReadUInt64(), reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble());
            var values = new double[System.Numerics.BitOperations.PopCount(known)];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            slices.Add(new HourSlice(hour, known, ImmutableCollectionsMarshal.AsImmutableArray(values), count, min, max));
        }

        return new DayStrip(day, slices.MoveToImmutable());
    }
}
