using System.Buffers;
using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>A run's summary as bytes: a MessagePack record. Lengths of time are nanoseconds.</summary>
public static class RunSummaryRecord
{
    private const int Version = 1;

    public static byte[] Write(RunSummary summary)
    {
        var output = new ArrayBufferWriter<byte>(512);
        var writer = new MessagePackWriter(output);
        writer.BeginRecord(Version, fields: 4);
        Write(writer, summary.Counts);
        writer.Write(summary.Bytes);
        writer.Write(summary.Elapsed.ToInt64Nanoseconds());
        writer.BeginArray(summary.Stages.Length);
        foreach (var stage in summary.Stages) Write(writer, stage);
        return output.WrittenSpan.ToArray();
    }

    /// <exception cref="MessagePackException">The bytes are not what this version writes.</exception>
    public static RunSummary Read(ReadOnlySpan<byte> record)
    {
        var reader = new MessagePackReader(record);
        var more = reader.ReadRecordHeader(Version, fields: 4);
        var (counts, bytes, elapsed) = (ReadCounts(ref reader), reader.ReadInt64(), Duration.FromNanoseconds(reader.ReadInt64()));
        var stages = ImmutableArray.CreateBuilder<StageSummary>();
        for (var left = reader.ReadArrayHeader(); left > 0; left--) stages.Add(ReadStage(ref reader));
        reader.Skip(more);
        reader.End();
        return new RunSummary(counts, bytes, elapsed, stages.DrainToImmutable());
    }

    private static void Write(MessagePackWriter writer, RunCounts counts)
    {
        writer.BeginRecord(Version, fields: 6);
        foreach (var count in (ReadOnlySpan<long>)[counts.Done, counts.Empty, counts.Unchanged, counts.Waiting, counts.Failed, counts.Left]) writer.Write(count);
    }

    private static void Write(MessagePackWriter writer, StageSummary stage)
    {
        writer.BeginRecord(Version, fields: 5);
        writer.Write(stage.Name);
        writer.Write(stage.Workers);
        writer.Write(stage.Items);
        writer.Write(stage.Busy.ToInt64Nanoseconds());
        writer.Write(stage.Blocked.ToInt64Nanoseconds());
    }

    private static RunCounts ReadCounts(ref MessagePackReader reader)
    {
        var more = reader.ReadRecordHeader(Version, fields: 6);
        var counts = new RunCounts(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        reader.Skip(more);
        return counts;
    }

    private static StageSummary ReadStage(ref MessagePackReader reader)
    {
        var more = reader.ReadRecordHeader(Version, fields: 5);
        var stage = new StageSummary(
            reader.ReadText(), reader.ReadInt32(), reader.ReadInt64(), Duration.FromNanoseconds(reader.ReadInt64()), Duration.FromNanoseconds(reader.ReadInt64()));
        reader.Skip(more);
        return stage;
    }
}
