namespace VizPipeline.Storage;

/// <summary>A listing whose every step goes through a gate; after one that failed it begins again at the beginning.</summary>
internal sealed class ResumedListing<T>(IProviderGate gate, Func<IAsyncEnumerator<T>> begin) : IAsyncDisposable
    where T : class
{
    private IAsyncEnumerator<T>? _pass;

    /// <summary>Null at the end.</summary>
    public ValueTask<T?> NextAsync(CancellationToken cancel) => gate.RunAsync(_ => StepAsync(), cancel);

    public async ValueTask DisposeAsync()
    {
        if (_pass is not null) await _pass.DisposeAsync();
    }

    private async ValueTask<T?> StepAsync()
    {
        _pass ??= begin();
        try
        {
            return await _pass.MoveNextAsync() ? _pass.Current : null;
        }
        catch (StoreUnavailableException)
        {
            await _pass.DisposeAsync();
            _pass = null;
            throw;
        }
    }
}
