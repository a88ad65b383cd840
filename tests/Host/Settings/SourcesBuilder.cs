using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using VizPipeline.Host;

namespace VizPipeline.Tests;

/// <summary>Writes settings into the four sources as a user would.</summary>
internal sealed class SourcesBuilder
{
    private readonly Dictionary<string, string> _flags = [];
    private readonly Dictionary<string, string> _environment = [];
    private readonly StringBuilder _dotEnv = new();
    private readonly JsonObject _json = [];

    public SourcesBuilder Give(Setting setting, Origin origin, string value)
    {
        switch (origin)
        {
            case Origin.Flag: _flags[setting.Flag!] = value; break;
            case Origin.Environment: _environment[setting.Variable!] = value; break;
            case Origin.DotEnv: _dotEnv.Append(setting.Variable).Append('=').Append(value).Append('\n'); break;
            default: Put(setting, value); break;
        }

        return this;
    }

    public SettingSources Sources => new()
    {
        Flags = _flags.ToImmutableDictionary(),
        Environment = _environment.ToImmutableDictionary(),
        DotEnv = new(Encoding.UTF8.GetBytes(DotEnv), null),
        Json = new(Encoding.UTF8.GetBytes(Json), null),
        Cores = 3,
    };

    public string DotEnv => _dotEnv.ToString();

    public string Json => _json.ToJsonString(JsonForm.Options);

    public IEnumerable<string> Flags => _flags.SelectMany(flag => (string[])[flag.Key, flag.Value]);

    public IReadOnlyDictionary<string, string> Environment => _environment;

    /// <summary>The line of viz.json on which a setting's own key stands, from 1.</summary>
    public int LineOf(Setting setting)
    {
        var last = setting.Key!.Split('.')[^1];
        var group = setting.Key.Contains('.', StringComparison.Ordinal) ? setting.Key.Split('.')[^2] : null;
        var lines = Json.Split('\n');
        var from = group is null ? 0 : Array.FindIndex(lines, line => line.Contains($"\"{group}\": {{", StringComparison.Ordinal));
        return Array.FindIndex(lines, from, line => line.TrimStart().StartsWith($"\"{last}\":", StringComparison.Ordinal)) + 1;
    }

    private void Put(Setting setting, string value)
    {
        var at = _json;
        var path = setting.Key!.Split('.');
        foreach (var part in path[..^1]) at = (JsonObject)(at[part] ??= new JsonObject());
        at[path[^1]] = setting.Name switch
        {
            "palettes" => new JsonObject { [value.Split('=')[0]] = value.Split('=')[1] },
            "VIZ_SENSORS" => Sensor(value.Split('=', ':')),
            _ when value is "true" or "false" || int.TryParse(value, out _) => JsonNode.Parse(value),
            _ => JsonValue.Create(value),
        };
    }

    private static JsonObject Sensor(string[] parts) => new()
    {
        [parts[0]] = new JsonObject { ["column"] = parts[1], ["palette"] = parts[2], ["unit"] = parts[3] },
    };
}
