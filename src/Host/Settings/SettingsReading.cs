using System.Collections.Immutable;

namespace VizPipeline.Host;

/// <summary>The settings with their provenance and everything that is wrong with them.</summary>
/// <param name="Partial">Complete and right exactly when there are no problems; with problems, good enough to be shown.</param>
/// <param name="Values">Every setting of the catalogue, in its order.</param>
/// <param name="Problems">One line each: where, what is wrong, what is allowed.</param>
/// <param name="Secrets">Texts that must never be written anywhere.</param>
internal sealed record SettingsReading(
    Settings Partial, ImmutableArray<SettingValue> Values, ImmutableArray<string> Problems, ImmutableArray<string> Secrets)
{
    /// <summary>The settings, if nothing is wrong with them.</summary>
    /// <exception cref="SettingsException">Something is; it lists everything.</exception>
    public Settings Required() => Problems.IsEmpty ? Partial : throw new SettingsException(Problems);
}
