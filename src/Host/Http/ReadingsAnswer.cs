using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Writes readings a batch at a time. Nothing is written before the source has given its first, so that a source that cannot be read is told by the status.</summary>
internal sealed class ReadingsAnswer(DoorView view, Sensor sensor, Instant start, Instant end, bool isCsv)
{
    public async Task WriteAsync(HttpResponse response, CancellationToken cancel)
    {
        await using var batches = view.Readings.ReadAsync([sensor], start, end, new Drops(), cancel).GetAsyncEnumerator(cancel);
        var hasMore = await batches.MoveNextAsync();
        response.ContentType = isCsv ? "text/csv; charset=utf-8; header=present" : "application/json; charset=utf-8";
        if (isCsv) await CsvAsync(response.BodyWriter, batches, hasMore, cancel);
        else await JsonAsync(response.BodyWriter, batches, hasMore, cancel);
    }

    private async Task CsvAsync(PipeWriter body, IAsyncEnumerator<ReadingBatch> batches, bool hasMore, CancellationToken cancel)
    {
        Encoding.UTF8.GetBytes($"time,{sensor.Name}\r\n", body);
        for (; hasMore; hasMore = await batches.MoveNextAsync())
        {
            foreach (var (at, value) in Rows(batches.Current)) Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{at},{value:R}\r\n"), body);
            await body.FlushAsync(cancel);
        }
    }

    private async Task JsonAsync(PipeWriter body, IAsyncEnumerator<ReadingBatch> batches, bool hasMore, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(body, new JsonWriterOptions { Encoder = DoorJson.Options.Encoder });
        json.WriteStartObject();
        json.WriteString("sensor", sensor.Name);
        json.WriteString("unit", sensor.Unit);
        json.WriteStartArray("readings");
        for (; hasMore; hasMore = await batches.MoveNextAsync())
        {
            foreach (var (at, value) in Rows(batches.Current))
            {
                json.WriteStartArray();
                json.WriteStringValue(at);
                json.WriteNumberValue(value);
                json.WriteEndArray();
            }

            await json.FlushAsync(cancel);
            await body.FlushAsync(cancel);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static IEnumerable<(string At, double Value)> Rows(ReadingBatch batch)
    {
        for (var row = 0; row < batch.Ticks.Length; row++)
        {
            if (batch.Values[0].Span[row] is var value && !double.IsNaN(value)) yield return (InstantPattern.ExtendedIso.Format(Instant.FromUnixTimeTicks(batch.Ticks.Span[row])), value);
        }
    }
}
