using System.Collections.Immutable;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>A store in which nothing is ever found.</summary>
internal sealed class BlindPins(IPinStore pins) : IPinStore
{
    public PinTraits Traits => pins.Traits;

    public ValueTask<Pin> PinAsync(PinRequest request, CancellationToken cancel) => pins.PinAsync(request, cancel);

    public ValueTask FlushAsync(CancellationToken cancel) => pins.FlushAsync(cancel);

    public ValueTask<ImmutableArray<Pin>> FindAsync(Cid cid, CancellationToken cancel) => ValueTask.FromResult(ImmutableArray<Pin>.Empty);

    public ValueTask UnpinAsync(string id, CancellationToken cancel) => pins.UnpinAsync(id, cancel);

    public IAsyncEnumerable<Pin> ListAsync(CancellationToken cancel) => pins.ListAsync(cancel);
}

/// <summary>An index in which nothing is ever found.</summary>
internal sealed class BlindNames(INameIndex names) : INameIndex
{
    public ValueTask<string?> FindAsync(string key, CancellationToken cancel) => ValueTask.FromResult<string?>(null);

    public ValueTask PutAsync(string key, string value, CancellationToken cancel) => names.PutAsync(key, value, cancel);

    public ValueTask<IReadOnlyDictionary<string, string>> FindAllAsync(IReadOnlyCollection<string> keys, CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlyDictionary<string, string>>(ImmutableDictionary<string, string>.Empty);

    public ValueTask PutAllAsync(IReadOnlyCollection<KeyValuePair<string, string>> pairs, CancellationToken cancel) => names.PutAllAsync(pairs, cancel);

    public ValueTask DeleteAsync(string key, CancellationToken cancel) => names.DeleteAsync(key, cancel);

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancel) => names.ListAsync(prefix, cancel);
}

/// <summary>A store that names each picture before it pins it.</summary>
internal sealed class HastyPins(IPinStore pins, INameIndex index, WindowNames names) : IPinStore
{
    public PinTraits Traits => pins.Traits;

    public async ValueTask<Pin> PinAsync(PinRequest request, CancellationToken cancel)
    {
        if (names.TryParseKey(request.Labels["window"], out var sensor, out var window))
            await index.PutAsync(request.Labels["window"], new IndexValue(request.Cid, default, names.FileName(window), sensor, window, 0, 0).ToJson(names), cancel);
        return await pins.PinAsync(request, cancel);
    }

    public ValueTask FlushAsync(CancellationToken cancel) => pins.FlushAsync(cancel);

    public ValueTask<ImmutableArray<Pin>> FindAsync(Cid cid, CancellationToken cancel) => pins.FindAsync(cid, cancel);

    public ValueTask UnpinAsync(string id, CancellationToken cancel) => pins.UnpinAsync(id, cancel);

    public IAsyncEnumerable<Pin> ListAsync(CancellationToken cancel) => pins.ListAsync(cancel);
}
