using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>Windows by state, asked of the ledger when somebody looks, and so seldom that asking takes less than half a percent of the time.</summary>
internal sealed class WindowCounts(TimeProvider time) : IDisposable
{
    private const int Seldom = 200, RunsLookedAt = 1000;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private ILedger? _ledger;
    private ImmutableDictionary<WindowState, long>? _counts;
    private long _askedAt = time.GetTimestamp() - (2 * time.TimestampFrequency);
    private TimeSpan _took;

    /// <summary>Nothing before the ledger was asked: from 0 to what was there before, they would seem to grow.</summary>
    public IEnumerable<(WindowState State, long Windows)> Counts => _counts is { } counts ? Enum.GetValues<WindowState>().Select(state => (state, counts.GetValueOrDefault(state))) : [];

    /// <summary>When a backfill last ended well; null for never.</summary>
    public Instant? LastSuccess { get; set; }

    /// <summary>From now on the ledger may be asked.</summary>
    public async Task OpenAsync(ILedger ledger, CancellationToken cancel)
    {
        var runs = await ledger.RunsAsync(RunsLookedAt, cancel);
        LastSuccess = runs.FirstOrDefault(run => run is { Verb: "backfill", ExitCode: (int)ExitCode.Clean })?.Finished;
        _ledger = ledger;
        Remind();
    }

    /// <summary>Asks again beside whoever calls, unless that was done a moment ago.</summary>
    public void Remind()
    {
        if (_ledger is not null && IsDue && _turn.CurrentCount > 0) _ = RefreshAsync(CancellationToken.None);
    }

    /// <summary>Asks again, unless that was done a moment ago.</summary>
    public async Task RefreshAsync(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            if (_ledger is { } ledger && IsDue) await CountAsync(ledger, cancel);
        }
        catch (HomeUnavailableException)
        {
            // Whoever works there says it; here the counts stay as they were.
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Asks a last time, if that does not take long; when it returns, the ledger is not asked any more.</summary>
    public async Task CloseAsync()
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            if (_ledger is { } ledger && _took < LongestFarewell) await CountAsync(ledger, CancellationToken.None);
        }
        catch (HomeUnavailableException)
        {
            // The run has failed for the same reason.
        }
        finally
        {
            _ledger = null;
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private bool IsDue => time.GetElapsedTime(_askedAt) is var since && since > Shortest && since > _took * Seldom;

    private async Task CountAsync(ILedger ledger, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        var counts = await ledger.CountAsync(cancel);
        _counts = counts.GroupBy(count => count.State).ToImmutableDictionary(group => group.Key, group => group.Sum(count => count.Count));
        (_askedAt, _took) = (time.GetTimestamp(), time.GetElapsedTime(began));
    }
}
