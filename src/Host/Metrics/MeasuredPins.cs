using System.Collections.Immutable;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>A store whose pictures are measured on their way in.</summary>
internal sealed class MeasuredPins(IPinStore pins, Action<long> measure) : IPinStore
{
    public PinTraits Traits => pins.Traits;

    public ValueTask<Pin> PinAsync(PinRequest request, CancellationToken cancel)
    {
        measure(request.Content.Length);
        return pins.PinAsync(request, cancel);
    }

    public ValueTask FlushAsync(CancellationToken cancel) => pins.FlushAsync(cancel);

    public ValueTask<ImmutableArray<Pin>> FindAsync(Cid cid, CancellationToken cancel) => pins.FindAsync(cid, cancel);

    public ValueTask UnpinAsync(string id, CancellationToken cancel) => pins.UnpinAsync(id, cancel);

    public IAsyncEnumerable<Pin> ListAsync(CancellationToken cancel) => pins.ListAsync(cancel);
}
