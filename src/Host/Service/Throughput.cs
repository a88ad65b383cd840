namespace VizPipeline.Host;

/// <summary>How many pictures came in the last minute. Safe for use by many threads at once.</summary>
internal sealed class Throughput(TimeProvider time)
{
    private const int Seconds = 60;

    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[Seconds];
    private readonly long _began = time.GetTimestamp();
    private long _second;

    public void Add()
    {
        lock (_lock) _counts[Now() % Seconds]++;
    }

    public long PerMinute
    {
        get
        {
            lock (_lock)
            {
                Now();
                return _counts.Sum();
            }
        }
    }

    // Seconds in which nothing came are as good as forgotten.
    private long Now()
    {
        var now = (long)time.GetElapsedTime(_began).TotalSeconds;
        for (var second = Math.Max(_second + 1, now - Seconds + 1); second <= now; second++) _counts[second % Seconds] = 0;
        return _second = Math.Max(_second, now);
    }
}
