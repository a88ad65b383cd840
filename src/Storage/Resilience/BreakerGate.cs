namespace VizPipeline.Storage;

/// <summary>
/// Spares a provider that is down: after some failures in a row one call at a time finds out whether it is back, and all others are held. When the outage
/// has lasted for longer than a caller should wait, they fail without a call; the probing goes on.
/// </summary>
/// <remarks>A refusal for quota is an answer, and so is a refusal for good: neither is an outage.</remarks>
/// <param name="provider">What messages call it.</param>
/// <param name="failures">How many in a row are an outage.</param>
/// <param name="longest">How long after the beginning of an outage callers are held.</param>
/// <param name="time">Measures it.</param>
/// <param name="chance">From 0 to below 1; scatters the probes.</param>
public sealed class BreakerGate(string provider, int failures, TimeSpan longest, TimeProvider time, Func<double> chance) : IProviderGate
{
    private const double FirstProbe = 1, LastProbe = 15;

    private readonly Lock _lock = new();
    private readonly Bell _change = new(time);
    private readonly HeldTime _held = new(time);
    private int _failed;
    private int _probes;
    private bool _isProbing;
    private long? _openedAt;
    private long _probedAt;
    private TimeSpan _untilProbe;
    private string _why = "";

    /// <summary>How long calls have been held.</summary>
    public TimeSpan Held
    {
        get
        {
            lock (_lock) return _held.Total;
        }
    }

    public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancel)
    {
        var (isProbe, isAnswered) = (await EnterAsync(cancel), true);
        try
        {
            var result = await call(cancel);
            Answered();
            return result;
        }
        catch (StoreUnavailableException cause) when (cause is not NotAskedException && !cause.WasRefusedForQuota)
        {
            Failed(cause.Message);
            throw;
        }
        catch (Exception cause) when (cause is StoreUnavailableException { WasRefusedForQuota: true } and not NotAskedException or StoreRefusedException or ContentRefusedException)
        {
            Answered();
            throw;
        }
        catch
        {
            isAnswered = false;
            throw;
        }
        finally
        {
            if (isProbe) EndProbe(isAnswered);
        }
    }

    /// <summary>Returns when the call may be made; true when it is the probe.</summary>
    private async ValueTask<bool> EnterAsync(CancellationToken cancel)
    {
        while (true)
        {
            TaskCompletionSource waiting;
            TimeSpan wait;
            lock (_lock)
            {
                cancel.ThrowIfCancellationRequested();
                if (_openedAt is not { } openedAt) return false;
                var now = time.GetTimestamp();
                var untilProbe = _isProbing ? TimeSpan.MaxValue : _untilProbe - time.GetElapsedTime(_probedAt, now);
                if (untilProbe <= TimeSpan.Zero) return _isProbing = true;
                var left = longest - time.GetElapsedTime(openedAt, now);
                if (left <= TimeSpan.Zero) throw new NotAskedException($"{provider} has been out of reach for {Spans.Text(longest - left)} and was not asked; last it was: {_why}");
                wait = left < untilProbe ? left : untilProbe;
                waiting = _change.Listen();
                _held.Begin();
            }

            try
            {
                await _change.WaitAsync(waiting, wait, _lock, cancel);
            }
            finally
            {
                lock (_lock) _held.End();
            }
        }
    }

    private void Answered()
    {
        lock (_lock)
        {
            (_failed, _openedAt) = (0, null);
            _change.Ring();
        }
    }

    private void Failed(string why)
    {
        lock (_lock)
        {
            _why = why;
            if (_openedAt is not null || ++_failed < failures) return;
            (_openedAt, _probes) = (time.GetTimestamp(), 0);
            PlanProbe();
        }
    }

    // A probe that was cancelled found out nothing: another may go at once.
    private void EndProbe(bool isAnswered)
    {
        lock (_lock)
        {
            _isProbing = false;
            if (isAnswered) PlanProbe();
            else _untilProbe = TimeSpan.Zero;
            _change.Ring();
        }
    }

    private void PlanProbe() =>
        (_probedAt, _untilProbe) = (time.GetTimestamp(), TimeSpan.FromSeconds(Math.Min(FirstProbe * Math.Pow(2, _probes++), LastProbe) * (1 + chance()) / 2));
}
