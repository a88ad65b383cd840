using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>What the domain's exceptions mean to the engine.</summary>
internal static class Diagnosis
{
    public static FaultKind? Of(Exception cause) => cause switch
    {
        SourceException or StoreUnavailableException => FaultKind.Unavailable,
        StoreRefusedException => FaultKind.Refused,
        _ => null,
    };
}
