namespace VizPipeline;

/// <summary>Which stage an observer is told about.</summary>
/// <param name="Name">A metric label.</param>
/// <param name="Index">Its place on the line, from 0.</param>
/// <param name="Limits">How much it may hold and do at once.</param>
public sealed record StageInfo(string Name, int Index, StageLimits Limits);
