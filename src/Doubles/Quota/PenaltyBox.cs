using NodaTime;

namespace VizPipeline.Doubles;

/// <summary>A sliding window whose breach shuts everything out for a while; what is asked meanwhile neither counts nor lengthens it. For one thread at a time.</summary>
internal sealed class PenaltyBox(int? most, Duration window, Duration penalty)
{
    private readonly SlidingWindow _window = new(most, window);
    private Instant _openAgain = Instant.MinValue;

    /// <summary>As <see cref="SlidingWindow.Refuse"/>.</summary>
    public Duration? Refuse(Instant now)
    {
        if (now < _openAgain) return _openAgain - now;
        if (_window.Refuse(now) is null) return null;
        _openAgain = now + penalty;
        return penalty;
    }
}
