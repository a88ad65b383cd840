using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime.Text;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>An event as a webhook is told it: the JSON of docs/webhooks.md.</summary>
internal static class OutboxJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static WebhookMessage ToMessage(string id, OutboxEvent happened)
    {
        var text = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(text, Plain);
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("type", happened.Type);
        json.WriteString("created_at", InstantPattern.General.Format(happened.At));
        json.WriteStartObject("data");
        switch (happened)
        {
            case PicturePublished published: Write(json, published); break;
            case WindowFailed failed: Write(json, failed.Window, ("reason", failed.Reason)); break;
            case BackfillFinished finished: Write(json, finished); break;
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return new(id, happened.Type, text.WrittenMemory);
    }

    private static void Write(Utf8JsonWriter json, PicturePublished published)
    {
        Write(json, published.Window, ("cid", published.Cid), ("ipfs_url", $"ipfs://{published.Cid}"));
        json.WriteNumber("bytes", published.Bytes);
        json.WriteNumber("data_points", published.DataPoints);
        Write(json, "min", published.Min);
        Write(json, "max", published.Max);
    }

    private static void Write(Utf8JsonWriter json, BackfillFinished finished)
    {
        json.WriteNumber("run", finished.Run);
        json.WriteString("started_at", InstantPattern.General.Format(finished.Started));
        json.WriteNumber("exit_code", finished.ExitCode);
        json.WriteStartObject("windows");
        foreach (var (what, count) in finished.Counts) json.WriteNumber(what, count);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, OutboxWindow window, params ReadOnlySpan<(string Name, string Value)> more)
    {
        json.WriteString("key", window.Key);
        json.WriteString("sensor", window.Sensor);
        json.WriteString("interval", window.Interval);
        json.WriteString("start_time", window.Start);
        json.WriteString("end_time", window.End);
        foreach (var (name, value) in more) json.WriteString(name, value);
    }

    private static void Write(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number)) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
