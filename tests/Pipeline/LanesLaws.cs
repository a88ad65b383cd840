using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What is urgent goes first, and neither lane starves, whatever comes when.</summary>
public class LanesLaws
{
    private const int Room = 6, InARow = 3;

    /// <summary>Something is put in a lane, or the next is taken.</summary>
    internal enum Act
    {
        PutUrgent,
        PutPatient,
        Take,
        TakeUrgentOnly,
    }

    internal interface ILanes
    {
        bool Put(bool isUrgent, int number);

        (bool IsUrgent, int Number)? Take(bool withPatient);
    }

    private static readonly Gen<Act[]> Cases = Gen.Frequency(
        (4, Gen.Constant(Act.PutUrgent)), (2, Gen.Constant(Act.PutPatient)), (5, Gen.Constant(Act.Take)), (1, Gen.Constant(Act.TakeUrgentOnly))).ArrayOf(60);

    private static bool Is_fair(Act[] acts, ILanes lanes)
    {
        var (urgent, patient, number, inARow) = (new Queue<int>(), new Queue<int>(), 0, 0);
        foreach (var act in acts)
        {
            if (act is Act.PutUrgent or Act.PutPatient)
            {
                var line = act == Act.PutUrgent ? urgent : patient;
                if (lanes.Put(act == Act.PutUrgent, ++number) != line.Count < Room) return false;
                if (line.Count < Room) line.Enqueue(number);
                continue;
            }

            var withPatient = act == Act.Take;
            var (urgentWaits, patientWaits) = (urgent.Count > 0, patient.Count > 0);
            if (lanes.Take(withPatient) is not { } taken)
            {
                if (urgentWaits || (withPatient && patientWaits)) return false;
                continue;
            }

            if (!(taken.IsUrgent ? urgent : patient).TryDequeue(out var first) || first != taken.Number) return false;

            // An urgent one has been passed over only after so many went while a patient one waited; then no more go before it, if it may be taken.
            if (!taken.IsUrgent && (!withPatient || (urgentWaits && inARow < InARow))) return false;
            if (taken.IsUrgent && withPatient && patientWaits && inARow >= InARow) return false;
            inARow = taken.IsUrgent && patientWaits ? inARow + 1 : 0;
        }

        return true;
    }

    [Fact]
    public void What_is_urgent_goes_first_and_neither_lane_starves() => Law.Holds(Cases, acts => Is_fair(acts, new Real()), runs: 1000);

    [Fact]
    public void The_law_refutes_lanes_that_starve_the_patient() => Mutant.IsRefuted(Cases, acts => Is_fair(acts, new Queued(urgentFirst: true)));

    [Fact]
    public void The_law_refutes_one_line_for_all() => Mutant.IsRefuted(Cases, acts => Is_fair(acts, new Queued(urgentFirst: false)));

    [Fact]
    public void The_law_refutes_lanes_that_forget_who_waited_while_it_could_not_be_taken() => Mutant.IsRefuted(Cases, acts => Is_fair(acts, new Forgetful()));

    [Fact]
    public async Task Who_waits_is_woken_by_what_it_may_take_and_by_nothing_else()
    {
        var lanes = new Lanes<int>(Room, Room, InARow);
        using var over = new CancellationTokenSource();
        var forUrgent = lanes.WaitAsync(withPatient: false, over.Token);
        Assert.True(lanes.TryPutPatient(1));
        await lanes.WaitAsync(withPatient: true, over.Token);
        Assert.False(forUrgent.IsCompleted);
        Assert.True(lanes.TryPutUrgent(2));
        await forUrgent;
        Assert.Equal(2, lanes.Count);

        Assert.True(lanes.TryTake(withPatient: true, out _) && lanes.TryTake(withPatient: true, out _));
        var nobody = lanes.WaitAsync(withPatient: true, over.Token);
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => nobody);
    }

    private sealed class Real : ILanes
    {
        private readonly Lanes<(bool, int)> _lanes = new(Room, Room, InARow);

        public bool Put(bool isUrgent, int number) => isUrgent ? _lanes.TryPutUrgent((true, number)) : _lanes.TryPutPatient((false, number));

        public (bool IsUrgent, int Number)? Take(bool withPatient) => _lanes.TryTake(withPatient, out var taken) ? taken : null;
    }

    // Counts anew after every take that leaves out the patient.
    private sealed class Forgetful : ILanes
    {
        private readonly Queue<(bool, int)> _urgent = new(), _patient = new();
        private int _inARow;

        public bool Put(bool isUrgent, int number)
        {
            var line = isUrgent ? _urgent : _patient;
            if (line.Count == Room) return false;
            line.Enqueue((isUrgent, number));
            return true;
        }

        public (bool IsUrgent, int Number)? Take(bool withPatient)
        {
            var someoneWaits = withPatient && _patient.Count > 0;
            if (!(someoneWaits && _inARow >= InARow) && _urgent.TryDequeue(out var urgent))
            {
                _inARow = someoneWaits ? _inARow + 1 : 0;
                return urgent;
            }

            _inARow = 0;
            return withPatient && _patient.TryDequeue(out var patient) ? patient : null;
        }
    }

    private sealed class Queued(bool urgentFirst) : ILanes
    {
        private readonly List<(bool IsUrgent, int Number)> _all = [];

        public bool Put(bool isUrgent, int number)
        {
            if (_all.Count(one => one.IsUrgent == isUrgent) == Room) return false;
            _all.Add((isUrgent, number));
            return true;
        }

        public (bool IsUrgent, int Number)? Take(bool withPatient)
        {
            var open = _all.Where(one => withPatient || one.IsUrgent);
            var next = (urgentFirst ? open.OrderByDescending(one => one.IsUrgent) : open).Cast<(bool, int)?>().FirstOrDefault();
            if (next is { } taken) _all.Remove(taken);
            return next;
        }
    }
}
