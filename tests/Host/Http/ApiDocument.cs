using System.Collections.Immutable;
using System.Text.Json;

namespace VizPipeline.Tests;

/// <summary>The served OpenAPI document, read for what it says of each operation.</summary>
internal sealed record ApiOperation(string Method, string Path, ImmutableArray<ApiParameter> Parameters, ImmutableDictionary<int, ImmutableArray<string>> Answers, bool HasBody)
{
    public static ImmutableArray<ApiOperation> All(JsonElement document) =>
    [
        .. from path in document.GetProperty("paths").EnumerateObject()
           from method in path.Value.EnumerateObject()
           select new ApiOperation(
               method.Name.ToUpperInvariant(), path.Name,
               [.. Listed(method.Value, "parameters").Select(Parameter)],
               method.Value.GetProperty("responses").EnumerateObject().ToImmutableDictionary(answer => int.Parse(answer.Name, System.Globalization.CultureInfo.InvariantCulture), Types),
               method.Value.TryGetProperty("requestBody", out _)),
    ];

    private static ApiParameter Parameter(JsonElement given)
    {
        var schema = given.GetProperty("schema");
        return new(given.GetProperty("name").GetString()!, given.GetProperty("in").GetString() == "path", [.. Listed(schema, "enum").Select(value => value.ToString())]);
    }

    private static ImmutableArray<string> Types(JsonProperty answer) =>
        answer.Value.TryGetProperty("content", out var content) ? [.. content.EnumerateObject().Select(type => type.Name)] : [];

    private static IEnumerable<JsonElement> Listed(JsonElement from, string name) => from.TryGetProperty(name, out var list) ? list.EnumerateArray() : [];
}

/// <param name="Name">As in the address.</param>
/// <param name="IsInPath">Else in the query.</param>
/// <param name="Values">All there are; empty for any.</param>
internal sealed record ApiParameter(string Name, bool IsInPath, ImmutableArray<string> Values);
