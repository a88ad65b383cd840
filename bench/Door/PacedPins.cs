using System.Collections.Immutable;
using System.Diagnostics;
using VizPipeline.Storage;

namespace VizPipeline.Bench;

/// <summary>A store that takes a picture every so often and no faster, as one with a quota does.</summary>
internal sealed class PacedPins(IPinStore pins, TimeSpan each) : IPinStore
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _taken;

    public PinTraits Traits => pins.Traits;

    public async ValueTask<Pin> PinAsync(PinRequest request, CancellationToken cancel)
    {
        var wait = (each * Interlocked.Increment(ref _taken)) - Stopwatch.GetElapsedTime(_start);
        if (wait > TimeSpan.Zero) await Task.Delay(wait, cancel);
        return await pins.PinAsync(request, cancel);
    }

    public ValueTask FlushAsync(CancellationToken cancel) => pins.FlushAsync(cancel);

    public ValueTask<ImmutableArray<Pin>> FindAsync(Cid cid, CancellationToken cancel) => pins.FindAsync(cid, cancel);

    public ValueTask UnpinAsync(string id, CancellationToken cancel) => pins.UnpinAsync(id, cancel);

    public IAsyncEnumerable<Pin> ListAsync(CancellationToken cancel) => pins.ListAsync(cancel);
}
