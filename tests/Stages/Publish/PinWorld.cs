using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>What becomes of one request.</summary>
internal enum Turnout
{
    None,

    /// <summary>It fails without an effect.</summary>
    Before,

    /// <summary>It fails after its effect.</summary>
    After,

    /// <summary>It fails, and its effect comes when everybody has stopped waiting for it.</summary>
    Late,

    /// <summary>It is refused for quota.</summary>
    Quota,

    /// <summary>The process that made it ends after its effect.</summary>
    Dies,
}

/// <summary>A store outside that outlives the processes that use it: every upload makes a row, and each request turns out as the script has it.</summary>
/// <param name="hasOwnCids">Whether it calls contents otherwise than we do.</param>
/// <param name="script">Of the first requests.</param>
internal sealed class PinWorld(bool hasOwnCids, params IEnumerable<Turnout> script) : IPinStore
{
    private readonly Lock _lock = new();
    private readonly Queue<Turnout> _script = new(script);
    private readonly List<Pin> _rows = [];
    private readonly List<Action> _late = [];
    private int _made;

    public PinTraits Traits { get; } = new("world", IsOutside: true, MaxBytes: long.MaxValue);

    public ImmutableArray<Pin> Rows
    {
        get
        {
            lock (_lock) return [.. _rows];
        }
    }

    /// <summary>How often it was asked where a content is.</summary>
    public int Looks { get; private set; }

    /// <summary>A row that somebody else made.</summary>
    public void AddForeign(PinRequest request)
    {
        lock (_lock) Add(request with { Name = "somebody's" });
    }

    /// <summary>Everything that was on its way arrives.</summary>
    public void Arrive()
    {
        lock (_lock)
        {
            foreach (var effect in _late) effect();
            _late.Clear();
        }
    }

    /// <summary>Nothing goes wrong any more.</summary>
    public void Calm()
    {
        lock (_lock) _script.Clear();
    }

    public ValueTask<Pin> PinAsync(PinRequest request, CancellationToken cancel) => Do(() => Add(request));

    public ValueTask FlushAsync(CancellationToken cancel) => ValueTask.CompletedTask;

    public ValueTask<ImmutableArray<Pin>> FindAsync(Cid cid, CancellationToken cancel) => Do(() =>
    {
        Looks++;
        return _rows.Where(row => row.Cid == cid).ToImmutableArray();
    });

    public async ValueTask UnpinAsync(string id, CancellationToken cancel) => await Do(() => _rows.RemoveAll(row => row.Id == id), mayComeLate: false);

    public async IAsyncEnumerable<Pin> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        foreach (var row in Rows) yield return row;
    }

    private Pin Add(PinRequest request)
    {
        var cid = hasOwnCids ? Cids.Of(Encoding.UTF8.GetBytes(request.Cid.Text)) : request.Cid;
        var row = new Pin($"row {++_made}", cid, request.Name, request.Content.Length);
        _rows.Add(row);
        return row;
    }

    // A removal carries nothing and is not on its way for long; one that came after its row was found again would remove what is relied on, and nobody could tell.
    private ValueTask<T> Do<T>(Func<T> effect, bool mayComeLate = true)
    {
        lock (_lock)
        {
            var turnout = _script.TryDequeue(out var next) ? next : Turnout.None;
            if (turnout == Turnout.Before) throw new StoreUnavailableException("reset before");
            if (turnout == Turnout.Quota) throw new StoreUnavailableException("429") { WasRefusedForQuota = true, RetryAfter = TimeSpan.FromMinutes(11) };
            if (turnout == Turnout.Late && !mayComeLate) turnout = Turnout.After;
            if (turnout == Turnout.Late) _late.Add(() => effect());
            if (turnout == Turnout.Late) throw new StoreUnavailableException("no answer");
            var result = effect();
            return turnout switch
            {
                Turnout.After => throw new StoreUnavailableException("reset after"),
                Turnout.Dies => throw new OperationCanceledException(),
                _ => ValueTask.FromResult(result),
            };
        }
    }
}
