namespace VizPipeline.Host;

/// <summary>One setting as <c>viz config</c> shows it: secrets masked, null where nothing is set.</summary>
internal sealed record SettingValue(Setting Setting, string? Shown, string Provenance);
