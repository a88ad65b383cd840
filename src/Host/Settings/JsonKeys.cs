using System.Collections.Immutable;
using System.Text.Json;

namespace VizPipeline.Host;

/// <summary>Gives each value of viz.json to the setting it belongs to, and says which belong to none.</summary>
internal static class JsonKeys
{
    public static ILookup<string, JsonLeaf> Sort(ImmutableArray<JsonLeaf> leaves, Findings findings)
    {
        var settings = Catalogue.All.Where(setting => setting.Key is not null).ToImmutableArray();
        var found = new List<(string Key, JsonLeaf Leaf)>();
        foreach (var leaf in leaves)
        {
            if (leaf.Kind == JsonTokenType.Null || leaf is { Kind: JsonTokenType.String, Text: "" }) continue;
            if (settings.FirstOrDefault(setting => Owns(setting, leaf)) is { } owner)
            {
                if (Fits(owner, leaf)) found.Add((owner.Key!, leaf));
                else findings.Add(leaf.Where, $"it must be {owner.Allowed}");
            }
            else if (!IsEmptyGroup(settings, leaf))
            {
                findings.Add(leaf.Where, Unknown(settings, leaf));
            }
        }

        return found.ToLookup(pair => pair.Key, pair => pair.Leaf);
    }

    private static bool Owns(Setting setting, JsonLeaf leaf) => setting.IsObject ? leaf.Path[0] == setting.Key : leaf.Key == setting.Key;

    private static bool Fits(Setting setting, JsonLeaf leaf) =>
        setting.IsObject ? leaf.Path.Length > 1 || leaf.Kind == JsonTokenType.StartObject : leaf.IsScalar;

    private static bool IsEmptyGroup(ImmutableArray<Setting> settings, JsonLeaf leaf) =>
        leaf.Kind == JsonTokenType.StartObject && settings.Any(setting => setting.Key!.StartsWith(leaf.Key + ".", StringComparison.Ordinal));

    // Names what is allowed at the deepest level that the path got right.
    private static string Unknown(ImmutableArray<Setting> settings, JsonLeaf leaf)
    {
        var depth = leaf.Path.Length;
        while (depth > 0 && !settings.Any(setting => setting.Key!.StartsWith(Prefix(leaf, depth), StringComparison.Ordinal))) depth--;
        var prefix = Prefix(leaf, depth);
        var allowed = settings.Where(setting => setting.Key!.StartsWith(prefix, StringComparison.Ordinal))
            .Select(setting => setting.Key![prefix.Length..].Split('.')[0]).Distinct().ToList();
        var key = depth < leaf.Path.Length ? leaf.Path[depth] : "";
        return $"there is no such setting; allowed {(depth == 0 ? "" : $"in {prefix[..^1]} ")}are {string.Join(", ", allowed)}{Nearest.Suggest(key, allowed)}";
    }

    private static string Prefix(JsonLeaf leaf, int depth) => string.Concat(leaf.Path.Take(depth).Select(part => part + "."));
}
