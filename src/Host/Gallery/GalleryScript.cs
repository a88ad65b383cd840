using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VizPipeline.Host;

/// <summary>The JSON of the gallery. The default encoder writes no &lt; &gt; &amp; or quotes, so that no text can end the script it stands in.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GalleryOverview))]
[JsonSerializable(typeof(GalleryMonth))]
[JsonSerializable(typeof(GalleryDay))]
[JsonSerializable(typeof(GalleryTotals))]
[JsonSerializable(typeof(LiveOverview))]
[JsonSerializable(typeof(LiveYear))]
[JsonSerializable(typeof(LiveMonth))]
internal sealed partial class GalleryJson : JsonSerializerContext;

/// <summary>Data as scripts: a page opened as a file cannot fetch, but it can add a script element.</summary>
internal static class GalleryScript
{
    private static readonly byte[] MonthHead = [.. "viz.month("u8];
    private static readonly byte[] SummaryEnd = [.. ",\n"u8];
    private static readonly byte[] MonthEnd = [.. ");\n"u8];

    public static byte[] Of(GalleryOverview overview) =>
        [.. "viz.overview("u8, .. JsonSerializer.SerializeToUtf8Bytes(overview, GalleryJson.Default.GalleryOverview), .. ");\n"u8];

    /// <summary>Two lines: the summary, then the month.</summary>
    public static async Task WriteAsync(Stream script, MonthSummary summary, GalleryMonth month, CancellationToken cancel)
    {
        await script.WriteAsync(MonthHead, cancel);
        await JsonSerializer.SerializeAsync(script, summary, GalleryJson.Default.MonthSummary, cancel);
        await script.WriteAsync(SummaryEnd, cancel);
        await JsonSerializer.SerializeAsync(script, month, GalleryJson.Default.GalleryMonth, cancel);
        await script.WriteAsync(MonthEnd, cancel);
    }

    /// <summary>The summary in a month's first line; null when that is not such a line, or one of another layout.</summary>
    public static MonthSummary? ReadSummary(string? line)
    {
        var head = Encoding.UTF8.GetString(MonthHead);
        if (line is null || !line.StartsWith(head, StringComparison.Ordinal) || !line.EndsWith(',')) return null;
        try
        {
            var summary = JsonSerializer.Deserialize(line.AsSpan(head.Length, line.Length - head.Length - 1), GalleryJson.Default.MonthSummary);
            return summary is { Layout: MonthSummary.CurrentLayout, Month: not null, Sensors.IsDefault: false } ? summary : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
