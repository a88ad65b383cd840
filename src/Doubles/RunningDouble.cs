namespace VizPipeline.Doubles;

/// <summary>A provider's double as it runs: the server, what is asked of it, and what goes wrong.</summary>
internal sealed class RunningDouble : IAsyncDisposable
{
    private readonly Reception _reception;
    private readonly LoopbackServer _server;

    private RunningDouble(Reception reception, LoopbackServer server) => (_reception, _server) = (reception, server);

    public Uri Address => _server.Address;

    public Journal Journal => _reception.Journal;

    public FaultScript Faults
    {
        get => _reception.Faults;
        set => _reception.Faults = value;
    }

    public static async Task<RunningDouble> StartAsync(IProvider provider, DoubleOptions options, CancellationToken cancel)
    {
        var reception = new Reception(provider, options);
        return new(reception, await LoopbackServer.StartAsync(reception.AnswerAsync, options.Port, cancel));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
