using System.Collections.Immutable;

namespace VizPipeline.Host;

/// <summary>Picks each setting's strongest value, reads it, and remembers how it may be shown.</summary>
internal sealed class SettingChoice(SettingLayers layers, int cores, Findings findings)
{
    private readonly Dictionary<string, SettingValue> _values = [];
    private readonly List<string> _secrets = [];

    public ImmutableArray<SettingValue> Values => [.. Catalogue.All.Select(setting => _values[setting.Name])];

    public ImmutableArray<string> Secrets => [.. _secrets];

    /// <summary>The value; the default's, or none, where something is wrong with it.</summary>
    public T? Take<T>(Setting<T> setting)
    {
        var given = layers.Find(setting);
        var used = given ?? (setting.Default(cores) is { } text ? new Given(setting.Name, Origin.Default, text) : null);
        _values[setting.Name] = new(setting, used is null ? null : setting.Show(used.Text), used?.Provenance ?? "default");
        if (used is null) return default;
        _secrets.AddRange(setting.Secrets(used.Text));
        if (used.Text.Length == 0 && used.Leaves.IsEmpty)
        {
            findings.Add(used.Where, $"it is empty; it must be {setting.Allowed}");
            return default;
        }

        return setting.Read(used, setting, findings);
    }

    /// <summary>Whether a taken setting has a value, right or wrong.</summary>
    public bool IsSet(Setting setting) => _values[setting.Name].Shown is not null;

    /// <summary>Shows another text than the one given: for settings that are put together from several.</summary>
    public void Show(Setting setting, string text) => _values[setting.Name] = _values[setting.Name] with { Shown = text };
}
