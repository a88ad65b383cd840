namespace VizPipeline.Storage;

/// <summary>How many requests a provider takes in any stretch of time of some length.</summary>
public sealed record Quota(int Requests, TimeSpan Window);
