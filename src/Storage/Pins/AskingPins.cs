using System.Collections.Immutable;

namespace VizPipeline.Storage;

/// <summary>
/// Makes a store in which a repeat makes a second pin one in which it does not: asks before it pins, with one caller at a time for the same content. For those
/// who keep no ledger; who does knows without asking.
/// </summary>
public sealed class AskingPins(IPinStore pins) : IPinStore
{
    // Contents that share a place wait for each other now and then, which costs time only.
    private const int Stripes = 64;

    private readonly ImmutableArray<Places> _turns = [.. Enumerable.Range(0, Stripes).Select(_ => new Places(1))];

    public PinTraits Traits => pins.Traits;

    /// <summary>Whether content that is pinned under another name is pinned already.</summary>
    public bool TakesAnyName { get; init; }

    public async ValueTask<Pin> PinAsync(PinRequest request, CancellationToken cancel)
    {
        var turn = _turns[(int)((uint)request.Cid.GetHashCode() % Stripes)];
        await turn.EnterAsync(cancel);
        try
        {
            var found = await pins.FindAsync(request.Cid, cancel);
            return found.FirstOrDefault(pin => TakesAnyName || pin.Name == request.Name) ?? await pins.PinAsync(request, cancel);
        }
        finally
        {
            turn.Leave();
        }
    }

    public ValueTask FlushAsync(CancellationToken cancel) => pins.FlushAsync(cancel);

    public ValueTask<ImmutableArray<Pin>> FindAsync(Cid cid, CancellationToken cancel) => pins.FindAsync(cid, cancel);

    public ValueTask UnpinAsync(string id, CancellationToken cancel) => pins.UnpinAsync(id, cancel);

    public IAsyncEnumerable<Pin> ListAsync(CancellationToken cancel) => pins.ListAsync(cancel);
}
