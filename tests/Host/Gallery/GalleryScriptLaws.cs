using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Host;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class GalleryScriptLaws
{
    private static readonly JsonSerializerOptions Careless = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static Gen<string> Texts => Gen.Elements("</script>", "<!--", "<script", "]]>", "\u2028", "\u2029", "\"", "\\", "'", "é", "\0", "a")
        .ListOf().Select(string.Concat);

    [Fact]
    public void No_text_can_end_the_script_it_stands_in_and_every_text_survives() => Law.Holds(Texts, text => IsSafe(GalleryScript.Of, text));

    [Fact]
    public void The_law_refutes_a_writer_that_leaves_markup_as_it_is() => Mutant.IsRefuted(Texts, text => IsSafe(
        overview => [.. "viz.overview("u8, .. JsonSerializer.SerializeToUtf8Bytes(overview, Careless), .. ");\n"u8], text));

    [Fact]
    public async Task A_months_summary_is_read_back_from_its_first_line()
    {
        var summary = new MonthSummary(MonthSummary.CurrentLayout, "2025-02", [new("wind", new string('d', 28), [1, 2, 3, 4])]);
        using var script = new MemoryStream();
        await GalleryScript.WriteAsync(script, summary, new([]), TestContext.Current.CancellationToken);
        var line = Encoding.UTF8.GetString(script.ToArray()).Split('\n')[0];
        Assert.Equivalent(summary, GalleryScript.ReadSummary(line), strict: true);
    }

    private static bool IsSafe(Func<GalleryOverview, byte[]> write, string text)
    {
        var script = Encoding.UTF8.GetString(write(new(text, text, new(0, 0, 0, 0), [], [])));
        var json = script["viz.overview(".Length..^");\n".Length];
        using var read = JsonDocument.Parse(json);
        return !json.AsSpan().ContainsAny("<>&\u2028\u2029") && read.RootElement.GetProperty("generated").GetString() == text;
    }
}
