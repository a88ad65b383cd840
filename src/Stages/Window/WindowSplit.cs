using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>Finds, among a day's windows, those that need a picture. Windows without a reading are recorded as empty and go no further.</summary>
/// <remarks>A window that has a picture and now has no reading keeps its picture: a source that forgets takes nothing back.</remarks>
internal sealed class WindowSplit(ILedger ledger, Agenda agenda, IClock clock, TimeProvider time, int scale, RoadTally tally) : ISplit<DayOfReadings, Frame>
{
    public async IAsyncEnumerable<Frame> RunAsync(
        DayOfReadings day, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var startedAt = time.GetTimestamp();
        var windows = new WindowOfDay(day.Sensor, day.Strip, day.Before);
        var empty = new List<Task>();
        foreach (var tasks in day.Tasks.GroupBy(task => task.Entry.Window.Kind))
        {
            var toDraw = ImmutableArray.CreateBuilder<LedgerEntry>();
            foreach (var task in tasks)
            {
                var entry = windows.Describe(task.Entry, scale);
                var isAsDrawn = entry.Input == task.Entry.Input;
                if (entry.DataPoints > 0 && !(task.Decision == Decision.Compare && isAsDrawn)) toDraw.Add(isAsDrawn ? entry : entry with { Cid = null });
                else if (entry.DataPoints == 0 && WindowOfDay.BecomesEmpty(task.Entry)) empty.Add(RecordEmptyAsync(entry, cancel));
                else if (entry.DataPoints > 0 || task.Entry.State is WindowState.Empty or WindowState.Done or WindowState.Pinned or WindowState.Pinning || IsOpen(task.Entry)) tally.AddUnchanged();
                else empty.Add(RecordKeptAsync(task.Entry, cancel));
            }

            if (toDraw.Count > 0) yield return new Frame(day.Sensor, tasks.Key, day.Strip, day.Before, toDraw.DrainToImmutable(), startedAt);
        }

        await Task.WhenAll(empty);
    }

    private async Task RecordEmptyAsync(LedgerEntry entry, CancellationToken cancel)
    {
        var state = IsOpen(entry) ? WindowState.Planned : WindowState.Empty;
        await ledger.RecordAsync(
            entry with { State = state, Cid = null, Bytes = 0, Attempts = 0, Error = null, UpdatedAt = clock.GetCurrentInstant() }, preview: null, cancel);
        tally.AddEmpty();
    }

    private async Task RecordKeptAsync(LedgerEntry entry, CancellationToken cancel)
    {
        await ledger.RecordAsync(entry with { State = WindowState.Done, Attempts = 0, Error = null, UpdatedAt = clock.GetCurrentInstant() }, preview: null, cancel);
        tally.AddUnchanged();
    }

    private bool IsOpen(LedgerEntry entry) => entry.Window.End > agenda.AsOf;
}
