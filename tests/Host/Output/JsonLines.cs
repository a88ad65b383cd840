using System.Text.Json;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What a program reads of standard error.</summary>
internal static class JsonLines
{
    private static readonly string[] Levels = ["debug", "info", "warning", "error"];

    /// <summary>Every line, each of which must be an event.</summary>
    public static IReadOnlyList<JsonElement> Of(string errors)
    {
        List<JsonElement> lines = [.. errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
        foreach (var line in lines)
        {
            Assert.EndsWith("Z", line.GetProperty("time").GetString(), StringComparison.Ordinal);
            Assert.Contains(line.GetProperty("level").GetString(), Levels);
            Assert.NotEmpty(line.GetProperty("event").GetString()!);
            Assert.NotEmpty(line.GetProperty("message").GetString()!);
        }

        return lines;
    }

    public static IEnumerable<string> Events(this IEnumerable<JsonElement> lines, string level) =>
        lines.Where(line => line.GetProperty("level").GetString() == level).Select(line => line.GetProperty("event").GetString()!);
}
