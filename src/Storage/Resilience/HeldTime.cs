namespace VizPipeline.Storage;

/// <summary>How long at least one call has been held, however many were. Its owner guards it with a lock.</summary>
internal sealed class HeldTime(TimeProvider time)
{
    private int _held;
    private long _since;
    private TimeSpan _before;

    /// <summary>So far, what goes on now included.</summary>
    public TimeSpan Total => _held > 0 ? _before + time.GetElapsedTime(_since) : _before;

    public void Begin()
    {
        if (_held++ == 0) _since = time.GetTimestamp();
    }

    public void End()
    {
        if (--_held == 0) _before += time.GetElapsedTime(_since);
    }
}
