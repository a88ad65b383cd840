using NodaTime;

namespace VizPipeline.Doubles;

/// <summary>At most so many events in any stretch of this length, wherever it begins: <c>start ≤ at &lt; start + length</c>. For one thread at a time.</summary>
/// <param name="most">Null is no limit.</param>
/// <param name="length">Of the stretch.</param>
internal sealed class SlidingWindow(int? most, Duration length)
{
    private readonly Queue<Instant> _taken = new();

    /// <summary>Takes one in. Null when it was; otherwise how long until one would be, and nothing is counted.</summary>
    public Duration? Refuse(Instant now)
    {
        if (most is not { } limit) return null;
        while (_taken.TryPeek(out var oldest) && oldest + length <= now) _taken.Dequeue();
        if (_taken.Count >= limit) return limit == 0 ? length : _taken.Peek() + length - now;
        _taken.Enqueue(now);
        return null;
    }
}
