namespace VizPipeline.Doubles;

/// <summary>A request that a provider's rules do not allow.</summary>
/// <param name="status">The answer's.</param>
/// <param name="message">What the answer says.</param>
/// <param name="code">The provider's own number for it, where it has such numbers.</param>
public sealed class RequestRefusedException(int status, string message, int code = 0) : Exception(message)
{
    public int Status => status;

    public int Code => code;

    public Refusal Refusal { get; init; } = Refusal.Request;

    public TimeSpan? RetryAfter { get; init; }
}
