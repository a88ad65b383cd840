namespace VizPipeline.Host;

/// <summary>What a source says about one sensor; null where it says nothing.</summary>
internal sealed record SensorSetting(string Name, string? Column, string? Palette, string? Unit, string Where);
