using System.Collections.Immutable;
using System.Text.Json;

namespace VizPipeline.Host;

/// <summary>One value of viz.json that is not an object with something in it, and where it stands.</summary>
internal sealed record JsonLeaf(ImmutableArray<string> Path, string Text, JsonTokenType Kind, int Line)
{
    /// <summary>As messages write it: <c>stages.render.inbox</c>.</summary>
    public string Key => string.Join('.', Path);

    public string Where => $"{Key} in viz.json, line {Line}";

    public bool IsScalar => Kind is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False;
}
