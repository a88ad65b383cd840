namespace VizPipeline.Host;

/// <summary>How much an event matters.</summary>
internal enum Severity
{
    /// <summary>For whoever looks for a fault; only with --debug.</summary>
    Debug,

    /// <summary>Goes as it should.</summary>
    Info,

    /// <summary>A window failed, or something was lost and made good; the run goes on.</summary>
    Warning,

    /// <summary>What ends the run.</summary>
    Error,
}
