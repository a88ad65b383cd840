namespace VizPipeline.Storage;

/// <summary>
/// How many calls are under way at once: one more while the provider answers steadily and all places are in use, a tenth fewer when it is overloaded. It is
/// when it refuses for quota, times out or breaks off, or when its answers take longer than usual by 2.5 standard deviations.
/// </summary>
/// <remarks>
/// A round is as many answers as there are places: then the mean of their latencies is compared with the usual one, which is an exponentially weighted
/// moving mean and variance over rounds (as in TCP's round-trip time and Vector's adaptive concurrency). It stands at two places: itself outside the gates
/// that make calls wait, so that none is sent that waited for its place while they closed; and its <see cref="Watch"/> inside, as their waits are not latency.
/// </remarks>
/// <param name="first">Places to begin with.</param>
/// <param name="most">Never more.</param>
/// <param name="time">Measures latency.</param>
public sealed class AdaptiveGate(int first, int most, TimeProvider time) : IProviderGate
{
    private const double Weight = 0.4, Deviations = 2.5, LeastDeviation = 0.1, Shrinking = 0.9;

    private readonly Lock _lock = new();
    private readonly Places _places = new(first);
    private double _mean, _variance, _sum;
    private int _answers;
    private int _underWay;
    private long _shrunkAt = long.MinValue;
    private bool _isOverloaded, _wasFull;

    /// <summary>Calls that may be under way now.</summary>
    public int Limit => _places.Limit;

    /// <summary>Stands next to the provider and sees how it does.</summary>
    public IProviderGate Watch => new Watched(this);

    public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancel)
    {
        await _places.EnterAsync(cancel);
        try
        {
            return await call(cancel);
        }
        finally
        {
            _places.Leave();
        }
    }

    private long Ask()
    {
        lock (_lock) _wasFull |= ++_underWay >= _places.Limit;
        return time.GetTimestamp();
    }

    private void Leave()
    {
        lock (_lock) _underWay--;
    }

    private void Answered(long started, bool isOverloaded)
    {
        lock (_lock)
        {
            // All that was under way when it shrank suffers from the same overload: that is one reason to shrink, not many.
            if (isOverloaded && started < _shrunkAt) return;
            var limit = _places.Limit;
            _isOverloaded |= isOverloaded;
            if (!isOverloaded) _sum += time.GetElapsedTime(started).TotalSeconds;
            if (!isOverloaded) _answers++;
            if (!_isOverloaded && _answers < limit) return;

            if (_isOverloaded || IsSlow())
            {
                _places.Limit = Math.Max(1, (int)(limit * Shrinking));
                _shrunkAt = time.GetTimestamp();
            }
            else if (_wasFull && limit < most) _places.Limit = limit + 1;
            Learn();
            (_sum, _answers, _isOverloaded, _wasFull) = (0, 0, false, false);
        }
    }

    private bool IsSlow() => _mean > 0 && _sum / _answers > _mean + (Deviations * Math.Max(Math.Sqrt(_variance), _mean * LeastDeviation));

    private void Learn()
    {
        if (_answers == 0) return;
        var latency = _sum / _answers;
        if (_mean == 0) _mean = latency;
        var off = latency - _mean;
        _mean += Weight * off;
        _variance = (1 - Weight) * (_variance + (Weight * off * off));
    }

    private sealed class Watched(AdaptiveGate owner) : IProviderGate
    {
        public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancel)
        {
            var started = owner.Ask();
            try
            {
                var result = await call(cancel);
                owner.Answered(started, isOverloaded: false);
                return result;
            }
            catch (StoreUnavailableException)
            {
                owner.Answered(started, isOverloaded: true);
                throw;
            }
            finally
            {
                owner.Leave();
            }
        }
    }
}
