using System.Collections.Immutable;

namespace VizPipeline.Storage;

/// <summary>Keeps bytes under their own hash. Every operation may be repeated; safe for use by many threads at once.</summary>
/// <remarks>Throws <see cref="StoreUnavailableException"/> for what may pass, <see cref="StoreRefusedException"/> for what will not without the user.</remarks>
public interface IPinStore
{
    PinTraits Traits { get; }

    /// <summary>
    /// Stores content; when it returns, the content survives the end of the process. The same name and bytes again are one pin, except in a store outside
    /// (<see cref="PinTraits.IsOutside"/>): there a repeat may make another, so whoever repeats asks <see cref="FindAsync"/> first.
    /// </summary>
    ValueTask<Pin> PinAsync(PinRequest request, CancellationToken cancel);

    /// <summary>When it returns, what was pinned before the call survives a power cut too, unless the user asked for less. Callers share its cost.</summary>
    ValueTask FlushAsync(CancellationToken cancel);

    /// <summary>Every pin of this content; empty when there is none.</summary>
    ValueTask<ImmutableArray<Pin>> FindAsync(Cid cid, CancellationToken cancel);

    /// <summary>Removes one pin by its <see cref="Pin.Id"/>; removing what is absent is no error.</summary>
    ValueTask UnpinAsync(string id, CancellationToken cancel);

    /// <summary>All pins, in no order.</summary>
    IAsyncEnumerable<Pin> ListAsync(CancellationToken cancel);
}

/// <summary>What a store promises; callers adapt to this instead of asking for its type.</summary>
/// <param name="Name">A metric label: lower case, closed set.</param>
/// <param name="IsOutside">Whether a repeat costs an effect outside the home folder, so that each upload is recorded before it begins.</param>
/// <param name="MaxBytes">The largest content it takes.</param>
public sealed record PinTraits(string Name, bool IsOutside, long MaxBytes);

/// <summary>What to pin and what it is called.</summary>
/// <param name="Path">Relative, with forward slashes; where a store that has folders puts it.</param>
/// <param name="Name">Flat; what a store without folders calls it.</param>
/// <param name="Cid">The content's own name, computed by the caller.</param>
/// <param name="Content">Valid until the call returns.</param>
/// <param name="Labels">At most ten; a store that has no labels ignores them.</param>
public sealed record PinRequest(string Path, string Name, Cid Cid, ReadOnlyMemory<byte> Content, ImmutableDictionary<string, string> Labels)
{
    /// <summary>Whether it is known that another content will take its place under its path. A store need not care.</summary>
    public bool IsPassing { get; init; }
}

/// <summary>Some content, kept. <paramref name="Id"/> is the store's own name for it.</summary>
public sealed record Pin(string Id, Cid Cid, string Name, long Bytes);
