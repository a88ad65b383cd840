using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace VizPipeline.Host;

/// <summary>An event as one line of JSON: time, level, event, message, its own fields, and the trace and span under which it happened where those are kept.</summary>
internal static class JsonLine
{
    private static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="at">When.</param>
    /// <param name="severity">How much it matters.</param>
    /// <param name="name">What happened, in a word or two with a point between.</param>
    /// <param name="message">The same for people.</param>
    /// <param name="fields">Texts, numbers, truth values, or null.</param>
    /// <param name="redact">Every text goes through it, before quotes and backslashes in a secret are written in another way.</param>
    public static string Of(Instant at, Severity severity, string name, string message, ReadOnlySpan<(string Name, object? Value)> fields, Func<string, string> redact)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line, Form))
        {
            json.WriteStartObject();
            json.WriteString("time", InstantPattern.ExtendedIso.Format(at));
            json.WriteString("level", LabelSet.Word(severity));
            json.WriteString("event", name);
            json.WriteString("message", redact(message));
            foreach (var (field, value) in fields) Write(json, field, value, redact);
            if (Activity.Current is { Recorded: true } span)
            {
                json.WriteString("trace_id", span.TraceId.ToHexString());
                json.WriteString("span_id", span.SpanId.ToHexString());
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(line.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, string name, object? value, Func<string, string> redact)
    {
        json.WritePropertyName(name);
        switch (value)
        {
            case null or double.NaN or double.PositiveInfinity or double.NegativeInfinity: json.WriteNullValue(); break;
            case bool truth: json.WriteBooleanValue(truth); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case double number: json.WriteNumberValue(Math.Round(number, 6)); break;
            default: json.WriteStringValue(redact($"{value}")); break;
        }
    }
}
