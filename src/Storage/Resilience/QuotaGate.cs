using System.Collections.Immutable;

namespace VizPipeline.Storage;

/// <summary>
/// Keeps a provider account within its quotas: calls wait until all of them have a token. A provider that refuses nonetheless (others use the account
/// too) closes the gate for everyone, until it said or for twice as long each time; then one call finds out whether it is open again.
/// </summary>
/// <param name="provider">What messages call it.</param>
/// <param name="quotas">All that hold for the account at once.</param>
/// <param name="longest">A gate that is closed for longer than this fails its calls without making them.</param>
/// <param name="time">Measures it.</param>
public sealed class QuotaGate(string provider, ImmutableArray<Quota> quotas, TimeSpan longest, TimeProvider time) : IProviderGate
{
    private const double FirstRest = 1, LastRest = 300;

    private readonly Lock _lock = new();
    private readonly Bell _change = new(time);
    private readonly Places _turn = new(1);
    private readonly ImmutableArray<TokenBucket> _buckets = [.. quotas.Select(quota => new TokenBucket(quota, time))];
    private readonly HeldTime _byQuota = new(time), _byRefusal = new(time);
    private int _refusals;
    private int _rests;
    private bool _isProbing;
    private long _closedAt;
    private TimeSpan? _rest;

    /// <summary>Requests that may be made at once, by what this gate has let through.</summary>
    public int Left
    {
        get
        {
            lock (_lock) return _buckets.Min(bucket => bucket.Left);
        }
    }

    /// <summary>How long calls have waited for a token.</summary>
    public TimeSpan HeldByQuota => TotalOf(_byQuota);

    /// <summary>How long they have waited because the provider had refused.</summary>
    public TimeSpan HeldByRefusal => TotalOf(_byRefusal);

    public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancel)
    {
        var seen = await EnterAsync(cancel);
        var wasRefused = false;
        try
        {
            return await call(cancel);
        }
        catch (StoreUnavailableException cause) when (cause.WasRefusedForQuota)
        {
            wasRefused = true;
            Close(seen.Refusals, cause.RetryAfter);
            throw;
        }
        finally
        {
            Leave(seen.IsProbe, wasRefused);
        }
    }

    /// <summary>Waits in line; the first of the line waits for the tokens and the gate.</summary>
    private async ValueTask<(int Refusals, bool IsProbe)> EnterAsync(CancellationToken cancel)
    {
        await _turn.EnterAsync(cancel);
        try
        {
            while (true)
            {
                TaskCompletionSource waiting;
                TimeSpan? wait;
                HeldTime held;
                lock (_lock)
                {
                    wait = UntilOpen();
                    if (wait == TimeSpan.Zero) return Enter();
                    waiting = _change.Listen();
                    held = _rest is null ? _byQuota : _byRefusal;
                    held.Begin();
                }

                try
                {
                    await _change.WaitAsync(waiting, wait, _lock, cancel);
                }
                finally
                {
                    lock (_lock) held.End();
                }
            }
        }
        finally
        {
            _turn.Leave();
        }
    }

    private (int Refusals, bool IsProbe) Enter()
    {
        foreach (var bucket in _buckets) bucket.Take();
        var isProbe = _rest is not null;
        _isProbing |= isProbe;
        return (_refusals, isProbe);
    }

    /// <summary>Null until something changes.</summary>
    private TimeSpan? UntilOpen()
    {
        var most = TimeSpan.Zero;
        if (_rest is { } rest)
        {
            if (_isProbing) return null;
            most = rest - time.GetElapsedTime(_closedAt);
            if (most > longest) throw Closed(most);
            if (most < TimeSpan.Zero) most = TimeSpan.Zero;
        }

        foreach (var bucket in _buckets)
        {
            if (bucket.UntilToken() is not { } wait) return null;
            if (wait > most) most = wait;
        }

        return most;
    }

    // Those who were under way when it closed are refused for the same reason and close it no longer, unless they were told until when.
    private void Close(int seen, TimeSpan? asked)
    {
        lock (_lock)
        {
            if (seen == _refusals)
            {
                _refusals++;
                _rest = asked ?? TimeSpan.FromSeconds(Math.Min(FirstRest * Math.Pow(2, _rests++), LastRest));
                _closedAt = time.GetTimestamp();
            }
            else if (asked is { } told && told > _rest - time.GetElapsedTime(_closedAt))
            {
                (_rest, _closedAt) = (told, time.GetTimestamp());
            }
        }
    }

    private void Leave(bool isProbe, bool wasRefused)
    {
        lock (_lock)
        {
            foreach (var bucket in _buckets) bucket.Return();
            if (isProbe)
            {
                _isProbing = false;
                if (!wasRefused) (_rest, _rests) = (null, 0);
            }

            _change.Ring();
        }
    }

    private TimeSpan TotalOf(HeldTime held)
    {
        lock (_lock) return held.Total;
    }

    private NotAskedException Closed(TimeSpan left) => new($"{provider} takes no more requests of this account for {Spans.Text(left)}")
    {
        RetryAfter = left,
        WasRefusedForQuota = true,
    };
}
