using NodaTime;

namespace VizPipeline.Stages;

/// <summary>How long something that is down is left alone: a while, and twice as long after each try that failed, up to a bound.</summary>
public sealed class BackOff
{
    private static readonly Duration First = Duration.FromSeconds(10), Longest = Duration.FromMinutes(5);

    private int _failures;

    /// <summary>When it may be tried again; null while it is up.</summary>
    public Instant? NextTry { get; private set; }

    /// <summary>It was tried, and is down.</summary>
    public void Failed(Instant now) => NextTry = now + Duration.Min(First * Math.Pow(2, Math.Min(_failures++, 20)), Longest);

    public void Succeeded() => (_failures, NextTry) = (0, null);
}
