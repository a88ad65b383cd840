namespace VizPipeline.Stages;

/// <summary>The source of readings cannot be read, or what it gives breaks its contract. The message names it without secrets.</summary>
public sealed class SourceException : IOException
{
    public SourceException() { }

    public SourceException(string message) : base(message) { }

    public SourceException(string message, Exception cause) : base(message, cause) { }

    /// <summary>Whether a repeat may succeed: a lost connection, a restart of the server.</summary>
    public bool MayPass { get; init; }
}
