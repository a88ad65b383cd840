using NodaTime;

namespace VizPipeline.Doubles;

/// <summary>One thing that goes wrong with one request.</summary>
public abstract record ScriptedFault;

/// <summary>The request takes longer, before it is looked at or after its effect.</summary>
public sealed record DelayFault(TimeSpan By, FaultMoment At = FaultMoment.AfterEffect) : ScriptedFault;

/// <summary>The connection is reset.</summary>
public sealed record ResetFault(FaultMoment At) : ScriptedFault;

/// <summary>Another status than the true one, in the provider's own error style.</summary>
/// <param name="Status">429, 500, 502, 503, 524…</param>
/// <param name="RetryAfter">The header's value; null leaves it out.</param>
/// <param name="At">With <see cref="FaultMoment.AfterEffect"/> the work was done all the same.</param>
public sealed record StatusFault(int Status, TimeSpan? RetryAfter = null, FaultMoment At = FaultMoment.BeforeBody) : ScriptedFault
{
    /// <summary>Whether Retry-After is a date, by a clock that <see cref="ClockFault"/> may have put wrong, and not a number of seconds.</summary>
    public bool IsDate { get; init; }
}

/// <summary>A page of HTML where JSON or a value is expected, as proxies answer.</summary>
public sealed record HtmlFault(int Status = 200, FaultMoment At = FaultMoment.BeforeBody) : ScriptedFault;

/// <summary>The answer comes in eight pieces over this time.</summary>
public sealed record SlowAnswerFault(TimeSpan Over) : ScriptedFault;

/// <summary>An upload gets another CID than its bytes have, and keeps it.</summary>
public sealed record WrongCidFault : ScriptedFault;

/// <summary>Of a bulk write every <paramref name="Every"/>-th pair is not written, and said to be unsuccessful.</summary>
public sealed record PartialFault(int Every) : ScriptedFault;

/// <summary>The clock by which the answer is dated is wrong; positive is ahead. Quotas go by the right one.</summary>
public sealed record ClockFault(Duration By) : ScriptedFault;
