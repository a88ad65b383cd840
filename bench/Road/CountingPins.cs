using System.Collections.Immutable;
using VizPipeline.Storage;

namespace VizPipeline.Bench;

/// <summary>Counts what it is given and keeps nothing: a road without a disk under its pictures.</summary>
internal sealed class CountingPins : IPinStore
{
    private long _pins;

    public PinTraits Traits { get; } = new("counting", IsOutside: false, MaxBytes: long.MaxValue);

    public long Pins => Interlocked.Read(ref _pins);

    public ValueTask<Pin> PinAsync(PinRequest request, CancellationToken cancel)
    {
        Interlocked.Increment(ref _pins);
        return ValueTask.FromResult(new Pin(request.Path, request.Cid, request.Name, request.Content.Length));
    }

    public ValueTask FlushAsync(CancellationToken cancel) => ValueTask.CompletedTask;

    public ValueTask<ImmutableArray<Pin>> FindAsync(Cid cid, CancellationToken cancel) => ValueTask.FromResult(ImmutableArray<Pin>.Empty);

    public ValueTask UnpinAsync(string id, CancellationToken cancel) => ValueTask.CompletedTask;

    public IAsyncEnumerable<Pin> ListAsync(CancellationToken cancel) => AsyncEnumerable.Empty<Pin>();
}
