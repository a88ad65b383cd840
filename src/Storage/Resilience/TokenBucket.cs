namespace VizPipeline.Storage;

/// <summary>
/// As many tokens as a quota allows requests. A request takes one and gives it back one window after its answer came, so that no stretch of that length
/// ever sees more requests arrive than are allowed: wherever the provider begins to count, and however long a request is on its way.
/// </summary>
/// <remarks>A bucket that fills at a steady rate would let twice the quota through in the window after a rest. Its owner guards it with a lock.</remarks>
internal sealed class TokenBucket(Quota quota, TimeProvider time)
{
    private readonly Queue<long> _back = new();
    private int _out;

    /// <summary>How long until there is a token: zero for now, null for not before a request under way has ended.</summary>
    public TimeSpan? UntilToken()
    {
        var now = time.GetTimestamp();
        Collect(now);
        if (_out + _back.Count < quota.Requests) return TimeSpan.Zero;
        return _back.TryPeek(out var oldest) ? quota.Window - time.GetElapsedTime(oldest, now) : null;
    }

    /// <summary>Tokens at hand.</summary>
    public int Left
    {
        get
        {
            Collect(time.GetTimestamp());
            return quota.Requests - _out - _back.Count;
        }
    }

    public void Take() => _out++;

    /// <summary>Its request has ended, however it did.</summary>
    public void Return()
    {
        _out--;
        _back.Enqueue(time.GetTimestamp());
    }

    private void Collect(long now)
    {
        while (_back.TryPeek(out var ended) && time.GetElapsedTime(ended, now) >= quota.Window) _back.Dequeue();
    }
}
