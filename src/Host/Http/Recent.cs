using System.Runtime.ExceptionServices;

namespace VizPipeline.Host;

/// <summary>An answer that is dear, and true enough for a while: many may ask, one at a time finds out.</summary>
/// <param name="time">Tells how old it is.</param>
/// <param name="lasts">How long it is given without finding out again.</param>
/// <param name="find">Finds out. What it throws is kept for some seconds at most, but not that the asker gave up.</param>
internal sealed class Recent<T>(TimeProvider time, TimeSpan lasts, Func<CancellationToken, Task<T>> find) : IDisposable
{
    private static readonly TimeSpan FailureLasts = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile Answer? _known;

    public async Task<T> AskAsync(CancellationToken cancel)
    {
        if (Fresh() is { } known) return known.Give();
        await _turn.WaitAsync(cancel);
        try
        {
            if (Fresh() is { } found) return found.Give();
            var value = await find(cancel);
            _known = new(value, Failure: null, lasts, time.GetTimestamp());
            return value;
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            _known = new(default!, ExceptionDispatchInfo.Capture(cause), lasts < FailureLasts ? lasts : FailureLasts, time.GetTimestamp());
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private Answer? Fresh() => _known is { } known && time.GetElapsedTime(known.At) < known.Lasts ? known : null;

    private sealed record Answer(T Value, ExceptionDispatchInfo? Failure, TimeSpan Lasts, long At)
    {
        public T Give()
        {
            Failure?.Throw();
            return Value;
        }
    }
}
