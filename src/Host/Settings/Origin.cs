namespace VizPipeline.Host;

/// <summary>Where a setting's value comes from; the greater wins.</summary>
internal enum Origin
{
    Default,
    Json,
    DotEnv,
    Environment,
    Flag,
}
