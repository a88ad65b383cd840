using System.Globalization;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>A backfill that somebody asked the service for. It is a run of the ledger.</summary>
internal sealed class BackfillWork : SlicedWork, IDisposable
{
    private readonly CancellationTokenSource _cancel = new();
    private readonly CancellationToken _cancelled;
    private readonly RunChoice _choice;
    private readonly Func<BackfillProgress, Task> _ended;
    private readonly Action<BackfillProgress> _moved;
    private readonly Instant _started;
    private readonly Lock _lock = new();
    private BackfillState _state = BackfillState.Waiting;
    private Instant? _finished;

    /// <param name="id">Its run in the ledger.</param>
    /// <param name="choice">What was asked for.</param>
    /// <param name="floor">What it works with.</param>
    /// <param name="again">Puts it in line once more.</param>
    /// <param name="moved">Hears how it goes on.</param>
    /// <param name="ended">Records its end.</param>
    public BackfillWork(long id, RunChoice choice, WorkFloor floor, Action<Work> again, Action<BackfillProgress> moved, Func<BackfillProgress, Task> ended)
        : base(floor, again)
    {
        (Id, _choice, _moved, _ended, _started) = (id, choice, moved, ended, floor.Clock.GetCurrentInstant());
        _cancelled = _cancel.Token;
    }

    public long Id { get; }

    public override string Name => string.Create(CultureInfo.InvariantCulture, $"backfill {Id}");

    public bool HasEnded
    {
        get
        {
            lock (_lock) return _finished is not null;
        }
    }

    /// <summary>Whether its end is in the ledger.</summary>
    public bool IsRecorded { get; private set; }

    public BackfillProgress Progress
    {
        get
        {
            lock (_lock) return new(Id, _state, Total, Counts, Bytes, _started, _finished, _finished is null ? null : Line());
        }
    }

    protected override CancellationToken Cancelled => _cancelled;

    protected override bool IsOver => HasEnded;

    /// <summary>False where it has ended already.</summary>
    public bool Cancel()
    {
        lock (_lock)
        {
            if (_finished is not null) return false;

            _state = BackfillState.Stopping;
        }

        _cancel.Cancel();
        _moved(Progress);
        return true;
    }

    /// <summary>The service ends: what has not ended is interrupted, and an end that could not be recorded is recorded now.</summary>
    public Task InterruptAsync() => HasEnded ? RecordAsync() : EndAsync(BackfillState.Interrupted);

    public void Dispose() => _cancel.Dispose();

    protected override ValueTask<RunChoice?> ChooseAsync(CancellationToken cancel)
    {
        lock (_lock)
        {
            if (_state == BackfillState.Waiting) _state = BackfillState.Running;
        }

        var (today, all) = (Floor.Today(), Floor.Choice.AllSensors);
        var wanted = _choice.Sensors.IsEmpty ? all : all.RemoveAll(sensor => _choice.Sensors.All(one => one.Name != sensor.Name));
        return ValueTask.FromResult<RunChoice?>(wanted.IsEmpty ? null : _choice with { AllSensors = all, Sensors = wanted, Last = _choice.Last is { } last ? LocalDate.Min(last, today) : today, Anchor = Floor.Anchor });
    }

    protected override void Moved() => _moved(Progress);

    protected override Task EndAsync(bool isWhole) =>
        EndAsync(!isWhole ? BackfillState.Cancelled : Counts.Failed + Counts.Waiting + Counts.Left > 0 ? BackfillState.SomeFailed : BackfillState.Done);

    private async Task EndAsync(BackfillState state)
    {
        lock (_lock) (_state, _finished) = (state, Floor.Clock.GetCurrentInstant());
        await RecordAsync();
        _moved(Progress);
    }

    private async Task RecordAsync() => IsRecorded = IsRecorded || await Floor.Road.TryAsync(() => _ended(Progress), StopSignals.Never);

    private string Line()
    {
        var (counts, rest) = (Counts, new List<string>());
        if (counts.Empty > 0) rest.Add(string.Create(CultureInfo.InvariantCulture, $"{counts.Empty:N0} without a reading"));
        if (counts.Unchanged > 0) rest.Add(string.Create(CultureInfo.InvariantCulture, $"{counts.Unchanged:N0} unchanged"));
        if (counts.Waiting > 0) rest.Add(string.Create(CultureInfo.InvariantCulture, $"{counts.Waiting:N0} pinned and waiting for their names"));
        if (counts.Failed > 0) rest.Add(string.Create(CultureInfo.InvariantCulture, $"{counts.Failed:N0} failed"));
        if (counts.Left > 0) rest.Add(string.Create(CultureInfo.InvariantCulture, $"{counts.Left:N0} left"));
        if (_state == BackfillState.Interrupted) rest.Add(IsPlanned && _choice is { Resume: true, Retry: Retry.None or Retry.Failed } ? "the service ended before it, and catches up with what is left" : "the service ended before it");
        return Total == 0 ? "nothing to do" : string.Create(CultureInfo.InvariantCulture, $"{counts.Done:N0} pictures ({Sizes.Text(Bytes)}){string.Concat(rest.Select(part => ", " + part))}");
    }
}
