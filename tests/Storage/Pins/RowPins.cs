using System.Collections.Immutable;
using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>What goes wrong with one request: nothing, or a failure before or after its effect.</summary>
internal enum Mishap
{
    None,
    Before,
    After,
    Quota,
}

/// <summary>A store outside, in memory: every upload makes a row. The first requests go as the script says, one mishap each.</summary>
internal sealed class RowPins(params IEnumerable<Mishap> script) : IPinStore
{
    private readonly Lock _lock = new();
    private readonly Queue<Mishap> _script = new(script);
    private readonly List<Pin> _rows = [];

    public PinTraits Traits { get; } = new("rows", IsOutside: true, MaxBytes: long.MaxValue);

    /// <summary>Every row made and not removed.</summary>
    public ImmutableArray<Pin> Rows
    {
        get
        {
            lock (_lock) return [.. _rows];
        }
    }

    public ValueTask<Pin> PinAsync(PinRequest request, CancellationToken cancel) => Do(() =>
    {
        var row = new Pin($"row-{_rows.Count}-{Guid.NewGuid():n}", request.Cid, request.Name, request.Content.Length);
        _rows.Add(row);
        return row;
    });

    public ValueTask FlushAsync(CancellationToken cancel) => ValueTask.CompletedTask;

    public ValueTask<ImmutableArray<Pin>> FindAsync(Cid cid, CancellationToken cancel) => Do(() => _rows.Where(row => row.Cid == cid).ToImmutableArray());

    public async ValueTask UnpinAsync(string id, CancellationToken cancel) => await Do(() => _rows.RemoveAll(row => row.Id == id));

    /// <summary>A listing is a request a page, of two rows each.</summary>
    public async IAsyncEnumerable<Pin> ListAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        for (var at = 0; ; at += 2)
        {
            var page = await Do(() => _rows.Skip(at).Take(2).ToList());
            foreach (var row in page) yield return row;
            if (page.Count < 2) yield break;
        }
    }

    private ValueTask<T> Do<T>(Func<T> effect)
    {
        lock (_lock)
        {
            var mishap = _script.TryDequeue(out var next) ? next : Mishap.None;
            if (mishap == Mishap.Before) throw new StoreUnavailableException("reset before");
            if (mishap == Mishap.Quota) throw new StoreUnavailableException("429") { WasRefusedForQuota = true };
            var result = effect();
            return mishap == Mishap.After ? throw new StoreUnavailableException("reset after") : ValueTask.FromResult(result);
        }
    }
}
