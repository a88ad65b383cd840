using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Host;
using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

public sealed class ServiceLoopTests : IAsyncDisposable
{
    private static readonly LocalDate First = new(2025, 10, 30);

    private readonly RoadHome _home = new(History.Made(First, days: 8, everyMinutes: 60));
    private readonly StringWriter _said = new();
    private readonly List<string> _worked = [];
    private SpanMemory? _memory;
    private long _published, _dropped;
    private Desk? _desk;

    public async ValueTask DisposeAsync()
    {
        _memory?.Dispose();
        _desk?.Dispose();
        await _said.DisposeAsync();
        await _home.DisposeAsync();
    }

    [Fact]
    public async Task However_many_hours_were_slept_through_they_are_made_up_for_once()
    {
        var noon = _home.Calendar.StartOf(First.PlusDays(2))!.Value + Duration.FromHours(12);
        await LiveAsync(noon, noon + Duration.FromHours(40), noon + Duration.FromHours(40.05));
        Assert.Equal(2, _worked.Count(name => name == "what is due"));
        Assert.Equal(2, _worked.Count(name => name == "catching up"));
        var hourly = (await _home.RowsAsync()).Values.Where(row => row.Window.Kind == WindowKind.Hourly).ToList();
        Assert.All(hourly, row => Assert.Equal(WindowState.Done, row.State));
        Assert.Equal(noon + Duration.FromHours(40), hourly.Max(row => row.Window.End));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_asks_again_for_the_hours_that_it_passes_and_nothing_is_drawn_twice()
    {
        var noon = _home.Calendar.StartOf(First.PlusDays(4))!.Value + Duration.FromHours(12);
        await LiveAsync(noon, noon - Duration.FromHours(4.9), noon - Duration.FromHours(4.1), noon - Duration.FromHours(3.99), noon - Duration.FromHours(3.98));
        Assert.Equal(2, _worked.Count(name => name == "what is due"));
        var rows = (await _home.RowsAsync()).Values;
        Assert.Equal(rows.Count, _published);
    }

    [Fact]
    public async Task A_gap_wider_than_the_look_back_is_filled_when_its_readings_come()
    {
        var noon = _home.Calendar.StartOf(First.PlusDays(1))!.Value + Duration.FromHours(12);
        _home.Execute($"DELETE FROM environmental_data WHERE time >= '{noon + Duration.FromHours(12)}'");
        var sixLater = noon + Duration.FromDays(6);
        await LiveAsync(noon, sixLater, (Action)(() => _home.Add(_home.History.Readings)), sixLater + Duration.FromHours(1), sixLater + Duration.FromHours(14));
        var rows = await _home.RowsAsync();
        var hours = _home.Calendar.Days(First, First.PlusDays(7)).SelectMany(day => day.Hourly()).Select(hour => _home.Names.Key("temperature", hour)).ToList();
        Assert.All(hours, key => Assert.True(rows.GetValueOrDefault(key)?.State == WindowState.Done, $"{key} is {rows.GetValueOrDefault(key)?.State}"));
    }

    [Fact]
    public async Task A_sensor_that_stopped_within_a_day_longer_ago_than_the_look_back_gets_the_rest_of_that_day_too()
    {
        var noon = _home.Calendar.StartOf(First.PlusDays(1))!.Value + Duration.FromHours(12);
        _home.Execute($"DELETE FROM environmental_data WHERE time >= '{noon}'");
        var sixLater = noon + Duration.FromDays(6);
        await LiveAsync(noon, noon + Duration.FromHours(13), sixLater, (Action)(() => _home.Add(_home.History.Readings)), sixLater + Duration.FromHours(1), sixLater + Duration.FromHours(14));

        await using var undisturbed = new RoadHome(_home.History);
        undisturbed.Clock.Now = _home.Clock.Now;
        await undisturbed.RunAsync();
        var (rows, expected) = (await _home.RowsAsync(), await undisturbed.RowsAsync());
        var last = expected.Values.Max(row => row.Window.End);
        Assert.All(
            expected.Values.Where(row => row.Window.Kind != WindowKind.Cumulative || row.Window.End == last),
            row => Assert.Equal((row.Key, row.State, row.DataPoints, row.Cid), (row.Key, rows.GetValueOrDefault(row.Key)?.State, rows.GetValueOrDefault(row.Key)?.DataPoints, rows.GetValueOrDefault(row.Key)?.Cid)));
    }

    [Fact]
    public async Task While_nothing_can_be_drawn_so_many_windows_wait_to_be_drawn_again_and_none_of_them_is_lost()
    {
        var noon = _home.Calendar.StartOf(First.PlusDays(7))!.Value + Duration.FromHours(12);
        var isAway = false;
        _home.Around = ports => ports with { Readings = new AwayReadings(ports.Readings, () => isAway) };
        var accepted = new List<LedgerEntry>();
        await LiveAsync(
            noon,
            (Func<Desk, Task>)(async desk =>
            {
                isAway = true;
                var rows = (await _home.RowsAsync()).Values.Where(row => row is { Window.Kind: WindowKind.Hourly, State: WindowState.Done }).Take(Desk.MostPatient + 8).ToList();
                foreach (var row in rows)
                {
                    if (await Record.ExceptionAsync(async () => await desk.RedrawAsync(row, TestContext.Current.CancellationToken)) is null) accepted.Add(row);
                    else break;
                }
            }),
            noon + Duration.FromSeconds(1), noon + Duration.FromSeconds(15), (Action)(() => isAway = false), noon + Duration.FromMinutes(6), noon + Duration.FromMinutes(12));
        Assert.InRange(accepted.Count, 20, Desk.MostPatient);
        var after = await _home.RowsAsync();
        Assert.All(accepted, row => Assert.True(after[row.Key].UpdatedAt > noon + Duration.FromSeconds(15), $"{row.Key} was lost"));
    }

    [Fact]
    public async Task A_backfill_that_is_cancelled_while_something_is_down_ends_at_once()
    {
        var noon = _home.Calendar.StartOf(First.PlusDays(7))!.Value + Duration.FromHours(12);
        var isAway = false;
        _home.Around = ports => ports with { Readings = new AwayReadings(ports.Readings, () => isAway) };
        var id = 0L;
        BackfillState? state = null;
        await LiveAsync(
            noon,
            (Func<Desk, Task>)(async desk =>
            {
                isAway = true;
                id = await desk.BeginAsync(new RunChoice { AllSensors = [], Sensors = [] }, TestContext.Current.CancellationToken);
            }),
            (Func<Desk, Task>)(desk =>
            {
                Assert.True(desk.Find(id)!.State is BackfillState.Waiting or BackfillState.Running, "it has ended by itself");
                Assert.True(desk.Cancel(id));
                return Task.CompletedTask;
            }),
            (Func<Desk, Task>)(desk =>
            {
                state = desk.Find(id)!.State;
                return Task.CompletedTask;
            }));
        Assert.Equal((BackfillState.Cancelled, noon), (state, _home.Clock.Now));
    }

    [Fact]
    public async Task What_the_source_lost_is_counted_for_the_whole_of_the_service()
    {
        var noon = _home.Calendar.StartOf(First.PlusDays(1))!.Value + Duration.FromHours(12);
        _home.Execute($"UPDATE environmental_data SET temp = 'broken' WHERE time < '{noon}' AND time > '{noon - Duration.FromHours(4)}'");
        await LiveAsync(noon);
        Assert.True(_dropped > 0);
    }

    [Fact]
    public async Task A_bug_that_one_sensor_meets_keeps_no_other_sensor_from_being_current()
    {
        var noon = _home.Calendar.StartOf(First.PlusDays(2))!.Value + Duration.FromHours(12);
        _home.Around = ports => ports with { Painter = new ChoosyPainter(ports.Painter) };
        await LiveAsync(noon, noon + Duration.FromMinutes(6));
        var rows = (await _home.RowsAsync()).Values;
        Assert.All(rows.Where(row => row.Sensor == "humidity"), row => Assert.Equal(WindowState.Done, row.State));
        Assert.DoesNotContain(rows, row => row is { Sensor: "temperature", State: WindowState.Done });
    }

    [Fact]
    public async Task A_backfill_is_a_run_of_the_ledger_from_its_beginning_to_its_end_or_its_end_before_it()
    {
        var noon = _home.Calendar.StartOf(First.PlusDays(7))!.Value + Duration.FromHours(12);
        var (done, cancelled, interrupted) = (0L, 0L, 0L);
        var hourly = new RunChoice { AllSensors = [], Sensors = [], Kinds = [WindowKind.Hourly], Retry = Retry.All };
        await LiveAsync(
            noon,
            (Func<Desk, Task>)(async desk => done = await desk.BeginAsync(hourly, TestContext.Current.CancellationToken)), noon + Duration.FromMinutes(1),
            (Func<Desk, Task>)(async desk =>
            {
                cancelled = await desk.BeginAsync(hourly, TestContext.Current.CancellationToken);
                Assert.True(desk.Cancel(cancelled));
            }),
            noon + Duration.FromMinutes(2),
            (Func<Desk, Task>)(async desk =>
            {
                for (var i = 0; i < 8; i++) interrupted = await desk.BeginAsync(hourly, TestContext.Current.CancellationToken);
                await Assert.ThrowsAsync<DeskFullException>(async () => await desk.BeginAsync(hourly, TestContext.Current.CancellationToken));
                await desk.InterruptAsync();
                await Assert.ThrowsAsync<DeskFullException>(async () => await desk.BeginAsync(hourly, TestContext.Current.CancellationToken));
            }));
        Assert.Equal((BackfillState.Done, BackfillState.Cancelled, BackfillState.Interrupted), (StateOf(done), StateOf(cancelled), StateOf(interrupted)));
        var (whole, cut) = (await _home.Ledger.FindRunAsync(done, TestContext.Current.CancellationToken), await _home.Ledger.FindRunAsync(interrupted, TestContext.Current.CancellationToken));
        Assert.Equal((0, 0L), (whole!.ExitCode, whole.Summary!.Counts.Left));
        Assert.Equal(_desk!.Find(done)!.Total, whole.Summary.Counts.Done);
        Assert.Equal("the service ended before it", cut!.LastLine!.Split(", ")[^1]);
        Assert.False(_desk.Cancel(done));

        BackfillState? StateOf(long id) => _desk!.Find(id)?.State;
    }

    [Fact]
    public async Task A_source_that_is_away_is_told_left_alone_and_asked_again_and_nothing_else_ends()
    {
        var noon = _home.Calendar.StartOf(First.PlusDays(4))!.Value + Duration.FromHours(12);
        var isAway = true;
        _home.Around = ports => ports with { Readings = new AwayReadings(ports.Readings, () => isAway) };
        var dependencies = await LiveAsync(noon, noon + Duration.FromSeconds(5), noon + Duration.FromSeconds(11), (Action)(() => isAway = false), noon + Duration.FromSeconds(32));
        Assert.Equal(["readings: the source is away; trying again", "readings: back again"], _said.ToString().Split('\n').Where(line => line.StartsWith("readings", StringComparison.Ordinal)));
        Assert.Equal(1, _worked.Count(name => name == "what is due"));
        Assert.True(dependencies.AreUp);
        Assert.All((await _home.RowsAsync()).Values, row => Assert.True(row.State == WindowState.Done, $"{row.Key} is {row.State}: {row.Error}"));
    }

    [Fact]
    public async Task A_bug_in_a_run_is_told_and_the_service_goes_on()
    {
        var noon = _home.Calendar.StartOf(First.PlusDays(4))!.Value + Duration.FromHours(12);
        var isBroken = true;
        _home.Around = ports => ports with { Readings = new AwayReadings(ports.Readings, () => isBroken) { Throws = () => new InvalidOperationException("one too many") } };
        await LiveAsync(noon, (Action)(() => isBroken = false), noon + Duration.FromSeconds(30));
        Assert.Contains("road: internal error: one too many; trying again", _said.ToString(), StringComparison.Ordinal);
        Assert.All((await _home.RowsAsync()).Values, row => Assert.Equal(WindowState.Done, row.State));
    }

    // Lives from the first instant on and jumps to each of the others when there is nothing to do; an action is done on the way.
    private async Task<Dependencies> LiveAsync(Instant first, params object[] then)
    {
        _home.Clock.Now = first;
        using var stop = new CancellationTokenSource();
        var output = new Output(TextWriter.Null, _said, isTerminal: false, hasColour: false);
        Dependencies? dependencies = null;
        dependencies = new(_home.Clock, state => output.Note(state.IsUp ? $"{state.Name}: back again" : $"{state.Name}: {state.Why}; trying again"));
        _memory = new SpanMemory(_home.PathOf("kept"), 1 << 20);
        var ports = _home.Ports;
        var floor = new WorkFloor
        {
            Road = new(new Backfill(ports with { Memory = _memory }, _home.Options with { WorkFile = _home.PathOf("strips") }), dependencies, new Observers(), outside: null),
            Schedule = new(_home.Calendar, Enum.GetValues<WindowKind>().ToImmutableHashSet(), Duration.Zero, Live: null),
            Ledger = _home.Ledger,
            Memory = _memory,
            Output = output,
            Clock = _home.Clock,
            Time = TimeProvider.System,
            Tally = new(),
            Readings = ports.Readings,
            Sensors = cancel => ports.Readings.OffersAsync(History.Sensors, cancel),
            LookBack = 3,
            Anchor = null,
        };
        ServiceLoop? loop = null;
        var lanes = new Lanes<Work>(Desk.MostUrgent + 1, Desk.MostPatient + 1, 4);
        _desk = new(floor, lanes, new EventHub(_home.Clock), () => null!, RecordAsync);
        loop = new(floor, lanes, dependencies, new JumpingNap(_home.Clock, new(then), stop, () => _desk), _ => Task.CompletedTask)
        {
            Turned = () => _worked.AddRange(loop!.Working is { } work ? [work] : []),
        };
        await loop.RunAsync(new StopSignals(stop.Token, CancellationToken.None));
        (_published, _dropped) = (floor.Tally.Published, floor.Tally.Drops[DropReason.Malformed]);
        return dependencies;

        Task RecordAsync(BackfillProgress progress) => _home.Ledger.EndRunAsync(
            progress.Id, _home.Clock.Now, progress.State == BackfillState.Done ? 0 : 130, new(progress.Counts, progress.Bytes, Duration.Zero, []), progress.LastLine!, TestContext.Current.CancellationToken).AsTask();
    }
}
