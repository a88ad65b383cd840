using System.Collections.Concurrent;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Takes work from whoever stands at the door, puts it in line, and knows how it goes on.</summary>
internal sealed class Desk : IDesk, IDisposable
{
    private const int MostUnderWay = 8, MostRedraws = 64, MostRemembered = 100;

    /// <summary>How much it may have in the urgent line at once: each redraw, and each backfill that was cancelled.</summary>
    public const int MostUrgent = MostRedraws + MostUnderWay;

    /// <summary>How much it may have in the patient line at once: each backfill, and each redraw that is tried again.</summary>
    public const int MostPatient = MostUnderWay + MostRedraws;

    private readonly ConcurrentDictionary<long, BackfillWork> _backfills = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly WorkFloor _floor;
    private readonly Lanes<Work> _lanes;
    private readonly EventHub _hub;
    private readonly Func<ServiceState> _state;
    private readonly Func<BackfillProgress, Task> _ended;
    private bool _isClosed;
    private int _redraws;

    /// <param name="floor">What all work works with.</param>
    /// <param name="lanes">Where work waits.</param>
    /// <param name="hub">Tells listeners.</param>
    /// <param name="state">Of the service.</param>
    /// <param name="ended">Records the end of a backfill.</param>
    public Desk(WorkFloor floor, Lanes<Work> lanes, EventHub hub, Func<ServiceState> state, Func<BackfillProgress, Task> ended) =>
        (_floor, _lanes, _hub, _state, _ended) = (floor, lanes, hub, state, ended);

    public ServiceState State => _state();

    /// <summary>Those that have not ended.</summary>
    public IEnumerable<BackfillWork> UnderWay => _backfills.Values.Where(work => !work.HasEnded);

    public async ValueTask<long> BeginAsync(RunChoice choice, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            if (_isClosed) throw Closing;
            if (UnderWay.Count() >= MostUnderWay) throw new DeskFullException($"{MostUnderWay} backfills are under way, as many as may be");

            var id = await _floor.Ledger.BeginRunAsync(ServiceRun.BackfillVerb, _floor.Clock.GetCurrentInstant(), CancellationToken.None);
            var work = new BackfillWork(id, choice, _floor, Again, Moved, _ended);
            _backfills[id] = work;
            Forget();
            Again(work);
            Moved(work.Progress);
            return id;
        }
        finally
        {
            _turn.Release();
        }
    }

    public BackfillProgress? Find(long id) => _backfills.TryGetValue(id, out var work) ? work.Progress : null;

    public bool Cancel(long id)
    {
        if (!_backfills.TryGetValue(id, out var work) || !work.Cancel()) return false;

        // A turn to end in, which comes also while what is patient waits for something that is down.
        _lanes.TryPutUrgent(work);
        return true;
    }

    public ValueTask RedrawAsync(LedgerEntry entry, CancellationToken cancel)
    {
        if (_isClosed) throw Closing;
        if (Interlocked.Increment(ref _redraws) <= MostRedraws && _lanes.TryPutUrgent(new RedrawWork(entry, _floor, Again, () => Interlocked.Decrement(ref _redraws)))) return ValueTask.CompletedTask;

        Interlocked.Decrement(ref _redraws);
        throw new DeskFullException("as many windows wait to be drawn again as may");
    }

    public IAsyncEnumerable<ServiceEvent> ListenAsync(CancellationToken cancel) => _hub.ListenAsync(cancel);

    /// <summary>The service ends: what has not ended is recorded as interrupted.</summary>
    public async Task InterruptAsync()
    {
        await _turn.WaitAsync(CancellationToken.None);
        _isClosed = true;
        _turn.Release();
        foreach (var work in _backfills.Values.Where(work => !work.HasEnded || !work.IsRecorded)) await work.InterruptAsync();
    }

    public void Dispose()
    {
        foreach (var work in _backfills.Values) work.Dispose();
        _turn.Dispose();
    }

    private static DeskFullException Closing => new("the service is ending and takes no more work");

    // There is room for everything of the desk's.
    private void Again(Work work) => _lanes.TryPutPatient(work);

    private void Moved(BackfillProgress progress) => _hub.Tell(new BackfillMoved(_floor.Clock.GetCurrentInstant(), progress));

    private void Forget()
    {
        foreach (var id in _backfills.Where(one => one.Value.HasEnded).Select(one => one.Key).Order().SkipLast(MostRemembered)) _backfills.TryRemove(id, out _);
    }
}
