using System.Collections.Immutable;

namespace VizPipeline.Doubles;

/// <summary>Every request that came in. Safe for use by many threads at once.</summary>
internal sealed class Journal
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ProviderCall, long> _turns = [];
    private readonly List<Exchange> _exchanges = [];
    private long _count;

    /// <summary>In the order in which they ended.</summary>
    public ImmutableArray<Exchange> Exchanges
    {
        get
        {
            lock (_lock) return [.. _exchanges];
        }
    }

    /// <summary>Counts a request that arrived.</summary>
    public Turn Next(ProviderCall call)
    {
        lock (_lock)
        {
            var ofCall = _turns.GetValueOrDefault(call) + 1;
            _turns[call] = ofCall;
            return new Turn(++_count, call, ofCall);
        }
    }

    public void Add(Exchange exchange)
    {
        lock (_lock) _exchanges.Add(exchange);
    }
}
