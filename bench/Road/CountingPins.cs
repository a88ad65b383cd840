using System.Collections.Immutable;
using VizPipeline.Storage;

namespace VizPipeline.Bench;

/// <summary>Reads what it is given, hashes one in a thousand again, and keeps nothing: a road without a disk under its pictures.</summary>
internal sealed class CountingPins : IPinStore
{
    private const int OneIn = 1000;

    private long _pins;
    private long _zeros;

    public PinTraits Traits { get; } = new("counting", IsOutside: false, MaxBytes: long.MaxValue);

    public ValueTask<Pin> PinAsync(PinRequest request, CancellationToken cancel)
    {
        Interlocked.Add(ref _zeros, request.Content.Span.Count((byte)0));
        if (Interlocked.Increment(ref _pins) % OneIn == 1 && Cids.Of(request.Content.Span) != request.Cid) throw new InvalidOperationException($"{request.Path} has another CID");
        return ValueTask.FromResult(new Pin(request.Path, request.Cid, request.Name, request.Content.Length));
    }

    public ValueTask FlushAsync(CancellationToken cancel) => ValueTask.CompletedTask;

    public ValueTask<ImmutableArray<Pin>> FindAsync(Cid cid, CancellationToken cancel) => ValueTask.FromResult(ImmutableArray<Pin>.Empty);

    public ValueTask UnpinAsync(string id, CancellationToken cancel) => ValueTask.CompletedTask;

    public IAsyncEnumerable<Pin> ListAsync(CancellationToken cancel) => AsyncEnumerable.Empty<Pin>();
}
