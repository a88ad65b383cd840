namespace VizPipeline.Storage;

/// <summary>Hears what goes on between this program and its providers. Implementations must be thread-safe, quick, and must not throw.</summary>
public interface IProviderObserver
{
    /// <summary>Hears nothing.</summary>
    static IProviderObserver None { get; } = new Deaf();

    /// <summary>A provider is about to be used; told before anything else about it.</summary>
    /// <param name="provider">What messages call it.</param>
    /// <param name="look">How it stands; may be asked at any time, from any thread.</param>
    void Opened(string provider, Func<ProviderState> look) { }

    /// <summary>A request leaves.</summary>
    void Asked(string provider, ProviderOperation operation) { }

    /// <summary>It has ended.</summary>
    /// <param name="provider">Which provider.</param>
    /// <param name="operation">As told to <see cref="Asked"/>.</param>
    /// <param name="outcome">How.</param>
    /// <param name="took">From its beginning until the answer was there to its last byte.</param>
    void Answered(string provider, ProviderOperation operation, ProviderOutcome outcome, TimeSpan took) { }

    /// <summary>Bytes of a request's body, whether all of them arrive or not.</summary>
    void Sent(string provider, long bytes) { }

    /// <summary>Bytes of an answer's body, without compression.</summary>
    void Received(string provider, long bytes) { }

    /// <summary>A call failed and will be made again.</summary>
    void Retried(string provider, RetryReason reason) { }

    /// <summary>Of many keys, an answer said that these were not written.</summary>
    void Unwritten(string provider, int keys) { }

    /// <summary>A content got another CID there than computed here.</summary>
    void NamedOtherwise(string provider) { }

    private sealed class Deaf : IProviderObserver;
}

/// <summary>How a provider stands.</summary>
/// <param name="QuotaLeft">Requests that its quota still lets through at once.</param>
/// <param name="HeldByQuota">How long calls have waited for the quota so far.</param>
/// <param name="HeldByRefusal">How long they have waited because it refused, for as long as it asked or a growing while.</param>
/// <param name="HeldByBreaker">How long they have been held because it was out of reach.</param>
public readonly record struct ProviderState(int QuotaLeft, TimeSpan HeldByQuota, TimeSpan HeldByRefusal, TimeSpan HeldByBreaker);

/// <summary>What a provider is asked for. A closed set, safe to use as a metric label.</summary>
public enum ProviderOperation
{
    /// <summary>To take a content.</summary>
    Upload,

    /// <summary>Where a content is.</summary>
    Find,

    /// <summary>All that it has.</summary>
    List,

    /// <summary>To remove one pin or key.</summary>
    Delete,

    /// <summary>The value of a key.</summary>
    Get,

    /// <summary>The values of many keys.</summary>
    BulkGet,

    /// <summary>To write one key.</summary>
    Put,

    /// <summary>To write many keys.</summary>
    BulkPut,
}

/// <summary>How a request ended. A closed set, safe to use as a metric label.</summary>
public enum ProviderOutcome
{
    Ok,

    /// <summary>It came more often than the provider allows.</summary>
    Throttled,

    /// <summary>No connection, no whole answer, or a failure of the provider's own.</summary>
    Unavailable,

    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>For what the content is.</summary>
    Rejected,

    /// <summary>For credentials or configuration.</summary>
    Refused,

    /// <summary>Nobody waits for it any more.</summary>
    Cancelled,
}

/// <summary>Why a call is made again. A closed set, safe to use as a metric label.</summary>
public enum RetryReason
{
    /// <summary>The provider refused it for its quota.</summary>
    Throttled,

    /// <summary>It could not be reached, failed, or took too long.</summary>
    Unavailable,

    /// <summary>It was done in part.</summary>
    Partial,
}
