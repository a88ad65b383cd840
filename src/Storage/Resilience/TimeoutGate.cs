namespace VizPipeline.Storage;

/// <summary>Gives up a call that takes too long.</summary>
/// <param name="provider">What messages call it.</param>
/// <param name="longest">How long a call may take.</param>
/// <param name="time">Measures it.</param>
public sealed class TimeoutGate(string provider, TimeSpan longest, TimeProvider time) : IProviderGate
{
    public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            return await call(either.Token);
        }
        catch (OperationCanceledException cause) when (timeout.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new StoreUnavailableException($"{provider} did not answer within {Spans.Text(longest)}", cause) { MayHaveBeenTooLarge = true };
        }
    }
}
