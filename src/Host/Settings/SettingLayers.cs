using System.Collections.Immutable;

namespace VizPipeline.Host;

/// <summary>The sources side by side. An empty value counts as not given.</summary>
internal sealed class SettingLayers
{
    private readonly SettingSources _sources;
    private readonly IReadOnlyDictionary<string, string> _dotEnv;
    private readonly ILookup<string, JsonLeaf> _json;

    public SettingLayers(SettingSources sources, Findings findings)
    {
        _sources = sources;
        if (sources.DotEnv.Unreadable is { } noDotEnv) findings.Add(".env", noDotEnv);
        if (sources.Json.Unreadable is { } noJson) findings.Add("viz.json", noJson);
        _dotEnv = sources.DotEnv.Content is { } dotEnv ? DotEnvFile.Read(dotEnv, findings) : ImmutableDictionary<string, string>.Empty;
        _json = JsonKeys.Sort(sources.Json.Content is { } json ? JsonFile.Read(json, findings) : [], findings);
    }

    /// <summary>What the strongest source says; null when none says anything.</summary>
    public Given? Find(Setting setting)
    {
        foreach (var flag in (string?[])[setting.Flag, setting.OtherFlag])
        {
            if (flag is not null && _sources.Flags.TryGetValue(flag, out var flagged)) return new(flag, Origin.Flag, flagged);
        }

        if (setting.Variable is { } variable)
        {
            if (_sources.Environment.GetValueOrDefault(variable) is { Length: > 0 } value) return new(variable, Origin.Environment, value);
            if (_dotEnv.GetValueOrDefault(variable) is { Length: > 0 } line) return new(variable, Origin.DotEnv, line);
        }

        var leaves = setting.Key is { } key ? _json[key].ToImmutableArray() : [];
        if (leaves.IsEmpty) return null;
        return setting.IsObject
            ? new(setting.Key!, Origin.Json, "") { Line = leaves[0].Line, Leaves = leaves }
            : new(setting.Key!, Origin.Json, leaves[^1].Text) { Line = leaves[^1].Line };
    }
}
