namespace VizPipeline.Storage;

/// <summary>Stands before a provider and decides when, how often and for how long it is called. Safe for use by many threads at once.</summary>
public interface IProviderGate
{
    /// <summary>Runs a call, perhaps later, perhaps again, perhaps not at all; what a call throws goes on to the caller when it is not called again.</summary>
    ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancel);
}

/// <summary>Gates one behind another, the outermost first; none at all lets everything through.</summary>
public sealed class GateChain(params IProviderGate[] gates) : IProviderGate
{
    public static GateChain None { get; } = new();

    public ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancel) => From(0, call, cancel);

    private ValueTask<T> From<T>(int first, Func<CancellationToken, ValueTask<T>> call, CancellationToken cancel) =>
        first == gates.Length ? call(cancel) : gates[first].RunAsync(token => From(first + 1, call, token), cancel);
}
