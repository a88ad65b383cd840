using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace VizPipeline.Host;

/// <summary>Takes viz.json apart into its values, each with its line. Comments and trailing commas are allowed.</summary>
internal static class JsonFile
{
    private static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static ImmutableArray<JsonLeaf> Read(ReadOnlySpan<byte> json, Findings findings)
    {
        if (json.StartsWith(Encoding.UTF8.Preamble)) json = json[Encoding.UTF8.Preamble.Length..];
        var leaves = ImmutableArray.CreateBuilder<JsonLeaf>();
        try
        {
            var reader = new Utf8JsonReader(json, Lenient);
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject) ReadObject(ref reader, json, [], leaves, findings);
            else findings.Add("viz.json, line 1", "it is not an object; write { \"home\": \"./viz-data\" }");
            while (reader.Read()) { }
        }
        catch (JsonException wrong)
        {
            var line = (wrong.LineNumber ?? 0) + 1;
            findings.Add($"viz.json, line {line.ToString(CultureInfo.InvariantCulture)}", $"not valid JSON: {wrong.Message.Split(" LineNumber:")[0]}");
            leaves.Clear();
        }

        return leaves.DrainToImmutable();
    }

    private static void ReadObject(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ImmutableArray<string> path, ImmutableArray<JsonLeaf>.Builder leaves, Findings findings)
    {
        var seen = new HashSet<string>();
        var line = LineAt(json, reader.TokenStartIndex);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var below = path.Add(reader.GetString() ?? "");
            line = LineAt(json, reader.TokenStartIndex);
            if (!seen.Add(below[^1])) findings.Add($"{string.Join('.', below)} in viz.json, line {line}", "it stands there a second time");
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadObject(ref reader, json, below, leaves, findings);
                continue;
            }

            leaves.Add(new(below, TextOf(ref reader), reader.TokenType, line));
            if (reader.TokenType == JsonTokenType.StartArray) reader.Skip();
        }

        if (seen.Count == 0 && path.Length > 0) leaves.Add(new(path, "", JsonTokenType.StartObject, line));
    }

    private static string TextOf(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString() ?? "",
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => "",
    };

    private static int LineAt(ReadOnlySpan<byte> json, long index) => json[..(int)index].Count((byte)'\n') + 1;
}
