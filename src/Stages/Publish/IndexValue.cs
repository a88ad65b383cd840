using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>What the index says of one picture: the exact JSON of docs/pictures.md.</summary>
/// <param name="Cid">The picture.</param>
/// <param name="UpdatedAt">When it was committed; whole seconds are kept.</param>
/// <param name="FileName">The local file's name, without folders.</param>
/// <param name="Sensor">The sensor's name.</param>
/// <param name="Window">What it shows.</param>
/// <param name="DataPoints">Readings in the window.</param>
/// <param name="ProcessingTime">Seconds.</param>
public sealed record IndexValue(Cid Cid, Instant UpdatedAt, string FileName, string Sensor, Window Window, long DataPoints, double ProcessingTime)
{
    private const string Scheme = "ipfs://";
    // One for each thread: there is a value for every picture.
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Text, Utf8JsonWriter Json)? _writer;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string ToJson(WindowNames names)
    {
        var (text, json) = _writer ??= NewWriter();
        text.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
        json.WriteString("ipfs_url", Scheme + Cid);
        json.WriteString("updated_at", UpdatedAt.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteStartObject("metadata");
        json.WriteString("filename", FileName);
        json.WriteString("sensor_type", Sensor);
        json.WriteString("interval", Window.Kind.Interval());
        json.WriteNumber("data_points", DataPoints);
        json.WriteNumber("processing_time", Math.Round(ProcessingTime, 4));
        json.WriteString("start_time", names.StartText(Window));
        json.WriteString("end_time", names.EndText(Window));
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    /// <summary>Null where the text is no value of ours.</summary>
    public static IndexValue? TryParse(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var (root, metadata) = (json.RootElement, json.RootElement.GetProperty("metadata"));
            var url = root.GetProperty("ipfs_url").GetString();
            var isTime = long.TryParse(root.GetProperty("updated_at").GetString(), System.Globalization.CultureInfo.InvariantCulture, out var updated);
            if (!isTime || url is null || !url.StartsWith(Scheme, StringComparison.Ordinal)) return null;

            return new IndexValue(
                new Cid(url[Scheme.Length..]),
                Instant.FromUnixTimeSeconds(updated),
                metadata.GetProperty("filename").GetString() ?? "",
                metadata.GetProperty("sensor_type").GetString() ?? "",
                new Window(WindowKinds.Parse(metadata.GetProperty("interval").GetString()!) ?? throw new FormatException(), InstantOf(metadata, "start_time"), InstantOf(metadata, "end_time")),
                metadata.GetProperty("data_points").GetInt64(),
                metadata.GetProperty("processing_time").GetDouble());
        }
        catch (Exception cause) when (cause is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or ArgumentException or UnparsableValueException)
        {
            return null;
        }
    }

    private static (ArrayBufferWriter<byte> Text, Utf8JsonWriter Json) NewWriter()
    {
        var text = new ArrayBufferWriter<byte>(512);
        return (text, new Utf8JsonWriter(text, Plain));
    }

    private static Instant InstantOf(JsonElement metadata, string name) =>
        OffsetDateTimePattern.ExtendedIso.Parse(metadata.GetProperty(name).GetString() ?? "").GetValueOrThrow().ToInstant();
}
