using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>An event as bytes: a MessagePack record of kind, time and what that kind has, which is a record of its own. The numbers of kinds never change.</summary>
public static class OutboxRecord
{
    private const int Version = 1;
    private const int Published = 1, Failed = 2, Finished = 3;
    private const int IdBytes = 16;

    public static byte[] Write(OutboxEvent happened)
    {
        var output = new ArrayBufferWriter<byte>(512);
        var writer = new MessagePackWriter(output);
        writer.BeginRecord(Version, fields: 3);
        writer.Write(happened switch { PicturePublished => Published, WindowFailed => Failed, _ => Finished });
        writer.Write(happened.At);
        switch (happened)
        {
            case PicturePublished published: Write(writer, published); break;
            case WindowFailed failed: Write(writer, failed); break;
            case BackfillFinished finished: Write(writer, finished); break;
        }

        return output.WrittenSpan.ToArray();
    }

    /// <exception cref="MessagePackException">The bytes are not what this version writes.</exception>
    public static OutboxEvent Read(ReadOnlySpan<byte> record)
    {
        var reader = new MessagePackReader(record);
        var more = reader.ReadRecordHeader(Version, fields: 3);
        var (kind, at) = (reader.ReadInt32(), reader.ReadTimestamp());
        OutboxEvent happened = kind switch
        {
            Published => ReadPublished(ref reader, at),
            Failed => ReadFailed(ref reader, at),
            Finished => ReadFinished(ref reader, at),
            _ => throw new MessagePackException($"an event of kind {kind}, which this program does not know"),
        };
        reader.Skip(more);
        reader.End();
        return happened;
    }

    /// <summary>The same event has the same id, whoever records it and how often.</summary>
    public static byte[] Id(ReadOnlySpan<byte> record) => SHA256.HashData(record)[..IdBytes];

    private static void Write(MessagePackWriter writer, PicturePublished published)
    {
        writer.BeginRecord(Version, fields: 10);
        Write(writer, published.Window);
        writer.Write(published.Cid);
        writer.Write(published.Bytes);
        writer.Write(published.DataPoints);
        Write(writer, published.Min);
        Write(writer, published.Max);
    }

    private static void Write(MessagePackWriter writer, WindowFailed failed)
    {
        writer.BeginRecord(Version, fields: 6);
        Write(writer, failed.Window);
        writer.Write(failed.Reason);
    }

    private static void Write(MessagePackWriter writer, BackfillFinished finished)
    {
        writer.BeginRecord(Version, fields: 4);
        writer.Write(finished.Run);
        writer.Write(finished.Started);
        writer.Write(finished.ExitCode);
        writer.BeginMap(finished.Counts.Count);
        foreach (var (what, count) in finished.Counts)
        {
            writer.Write(what);
            writer.Write(count);
        }
    }

    private static void Write(MessagePackWriter writer, OutboxWindow window)
    {
        foreach (var text in (ReadOnlySpan<string>)[window.Key, window.Sensor, window.Interval, window.Start, window.End]) writer.Write(text);
    }

    private static void Write(MessagePackWriter writer, double? value)
    {
        if (value is { } number) writer.Write(number);
        else writer.WriteNil();
    }

    private static PicturePublished ReadPublished(ref MessagePackReader reader, Instant at)
    {
        var more = reader.ReadRecordHeader(Version, fields: 10);
        var published = new PicturePublished(
            at, ReadWindow(ref reader), reader.ReadText(), reader.ReadInt64(), reader.ReadInt64(), ReadNumber(ref reader), ReadNumber(ref reader));
        reader.Skip(more);
        return published;
    }

    private static WindowFailed ReadFailed(ref MessagePackReader reader, Instant at)
    {
        var more = reader.ReadRecordHeader(Version, fields: 6);
        var failed = new WindowFailed(at, ReadWindow(ref reader), reader.ReadText());
        reader.Skip(more);
        return failed;
    }

    private static BackfillFinished ReadFinished(ref MessagePackReader reader, Instant at)
    {
        var more = reader.ReadRecordHeader(Version, fields: 4);
        var (run, started, exitCode) = (reader.ReadInt64(), reader.ReadTimestamp(), reader.ReadInt32());
        var counts = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        for (var left = reader.ReadMapHeader(); left > 0; left--) counts[reader.ReadText()] = reader.ReadInt64();
        reader.Skip(more);
        return new BackfillFinished(at, run, started, exitCode, counts.ToImmutable());
    }

    private static OutboxWindow ReadWindow(ref MessagePackReader reader) =>
        new(reader.ReadText(), reader.ReadText(), reader.ReadText(), reader.ReadText(), reader.ReadText());

    private static double? ReadNumber(ref MessagePackReader reader) => reader.TryReadNil() ? null : reader.ReadDouble();
}
