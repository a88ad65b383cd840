namespace VizPipeline.Storage;

/// <summary>Another process works in the home folder; the message says who and since when.</summary>
public sealed class HomeHeldException : StoreUnavailableException
{
    public HomeHeldException() { }

    public HomeHeldException(string message) : base(message) { }

    public HomeHeldException(string message, Exception cause) : base(message, cause) { }

    /// <summary>Null when the other process did not say, or has just come.</summary>
    public LockHolder? Holder { get; init; }
}
