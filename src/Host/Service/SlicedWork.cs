using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>
/// A long piece of work that is done a slice at a time, with room between for what is more urgent. A slice during which something was down is done again after a while; one
/// that takes long is cut short and goes on as a smaller one.
/// </summary>
/// <param name="floor">What it works with.</param>
/// <param name="again">Puts it in line once more.</param>
internal abstract class SlicedWork(WorkFloor floor, Action<Work> again) : Work
{
    private const int MostBroken = 3;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(25);

    private readonly SliceSize _size = new();
    private readonly BackOff _backOff = new();
    private Slices? _slices;
    private int _broken;
    private bool _hasLeftOut;
    private volatile SlicedProgress _progress = SlicedProgress.None;

    /// <summary>Windows to be looked at; null until they are counted.</summary>
    public long? Total => _progress.Total;

    /// <summary>Pictures' bytes so far.</summary>
    public long Bytes => _progress.AllBytes;

    /// <summary>What became of windows so far.</summary>
    public RunCounts Counts => _progress.AllCounts;

    /// <summary>Whether its plan is written: what is left of it after a crash is caught up with.</summary>
    public bool IsPlanned => _slices is not null;

    protected WorkFloor Floor => floor;

    /// <summary>Told to end before its end, apart from the service's own.</summary>
    protected abstract CancellationToken Cancelled { get; }

    /// <summary>What is to be looked at; null for nothing. Asked once.</summary>
    protected abstract ValueTask<RunChoice?> ChooseAsync(CancellationToken cancel);

    /// <summary>After each slice, and before the first.</summary>
    protected virtual void Moved() { }

    /// <summary>All is done, or it was cancelled.</summary>
    protected abstract Task EndAsync(bool isWhole);

    public override bool IsLeftAlone(Instant now) => !Cancelled.IsCancellationRequested && base.IsLeftAlone(now);

    /// <summary>Whether it has ended, so that a turn that comes yet is no turn any more.</summary>
    protected virtual bool IsOver => false;

    public override async Task RunAsync(StopSignals stop)
    {
        if (IsOver) return;

        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop.Drain, Cancelled);
        var signals = new StopSignals(either.Token, stop.Abort);
        if (!either.IsCancellationRequested && (IsPlanned || await PlanAsync(signals)) && !_slices!.IsEmpty) await StepAsync(signals);

        if (_slices is { IsEmpty: true } && !_hasLeftOut) _progress = _progress.Whole();
        if (_slices is { IsEmpty: true } || Cancelled.IsCancellationRequested) await EndAsync(isWhole: _slices is { IsEmpty: true });
        else if (!stop.Drain.IsCancellationRequested) again(this);
    }

    /// <summary>Writes the plan before the work begins; false where that could not be done.</summary>
    public async Task<bool> PlanAsync(StopSignals stop)
    {
        RunChoice? choice = null;
        if (!await Floor.FindSensorsAsync(stop) || !await Floor.Road.TryAsync(async () => choice = await ChooseAsync(stop.Drain), stop)) return IsWell(false);

        if (choice is null || choice.First > choice.Last)
        {
            (_slices, _progress) = (Nothing, SlicedProgress.None with { Total = 0 });
            return true;
        }

        if (await Floor.Road.PlanAsync(choice, stop) is not { } plan) return IsWell(false);

        // Who looks again at what has an answer wants to hear what the source says now: once, and not before each slice.
        if (choice.Kinds.Contains(WindowKind.Cumulative) && choice is not { Resume: true, Retry: Retry.None or Retry.Failed or Retry.Current }) Floor.Memory.Forget();
        (Choice, _progress) = (choice, SlicedProgress.None with { Total = plan.Tasks });
        _slices = plan is { Tasks: > 0, Everything: { } all } ? new(choice.Sensors, all.First, all.Last, choice.NewestFirst) : Nothing;
        Moved();
        return IsWell(true);
    }

    private static Slices Nothing => new([], LocalDate.MaxIsoValue, LocalDate.MinIsoValue, newestFirst: false);

    private RunChoice Choice { get; set; } = new() { AllSensors = [], Sensors = [] };

    private async Task StepAsync(StopSignals stop)
    {
        var (slice, began) = (_slices!.Next(_size), Floor.Time.GetTimestamp());
        var tally = RoadTally.PartOf(Floor.Tally);
        _progress = _progress with { Current = tally };
        Floor.Touched(slice.First, slice.Last);
        var isLeast = slice.Sensors.Length == 1 && slice.First == slice.Last;
        using var limit = new CancellationTokenSource(isLeast ? Timeout.InfiniteTimeSpan : Longest, Floor.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop.Drain, limit.Token);
        var result = await Floor.Road.RunAsync(
            Choice with { Sensors = slice.Sensors, First = slice.First, Last = slice.Last }, tally, stop with { Drain = either.Token });
        _progress = _progress.With(tally, isWhole: result == RoadResult.Well);
        if (result == RoadResult.Well) _slices.Done(slice);
        if (result != RoadResult.Stopped) IsWell(result == RoadResult.Well);
        _size.Took(result is RoadResult.Down or RoadResult.Broken ? Longest : Floor.Time.GetElapsedTime(began));
        _broken = result == RoadResult.Broken ? _broken + 1 : 0;
        if (_broken >= MostBroken && isLeast) StepOver(slice);
        Moved();
    }

    // What meets a bug again and again keeps nothing else waiting; it stays unfinished, and is looked at again another day.
    private void StepOver(Slice slice)
    {
        _slices!.Done(slice);
        (_broken, _hasLeftOut) = (0, true);
        Floor.Output.Tell(Severity.Warning, "slice.left", $"{slice.Sensors[0].Name}, {slice.First:uuuu-MM-dd}: left, because drawing it ends in an internal error", ("sensor", slice.Sensors[0].Name), ("date", slice.First));
    }

    private bool IsWell(bool isWell)
    {
        if (isWell) _backOff.Succeeded();
        else _backOff.Failed(Floor.Clock.GetCurrentInstant());
        NotBefore = _backOff.NextTry;
        return isWell;
    }
}
