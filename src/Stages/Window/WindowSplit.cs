using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>Finds, among a day's windows, those that need a picture. Windows without a reading are recorded as empty and go no further.</summary>
/// <remarks>A window that has a picture and now has no reading keeps its picture: a source that forgets takes nothing back.</remarks>
internal sealed class WindowSplit(ILedger ledger, IClock clock, TimeProvider time, int scale, RoadTally tally) : ISplit<DayOfReadings, Frame>
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
                if (entry.DataPoints > 0 && !(task.Decision == Decision.Compare && entry.Input == task.Entry.Input)) toDraw.Add(entry);
                else if (entry.DataPoints > 0 || task.Entry.Cid is not null) tally.AddUnchanged();
                else empty.Add(RecordEmptyAsync(task.Entry, entry, cancel));
            }

            if (toDraw.Count > 0) yield return new Frame(day.Sensor, tasks.Key, day.Strip, day.Before, toDraw.DrainToImmutable(), startedAt);
        }

        await Task.WhenAll(empty);
    }

    private async Task RecordEmptyAsync(LedgerEntry before, LedgerEntry entry, CancellationToken cancel)
    {
        var now = clock.GetCurrentInstant();
        var isOpen = entry.Window.End > now;
        if (before.State == WindowState.Empty && before.Input == entry.Input)
        {
            tally.AddUnchanged();
            return;
        }

        await ledger.RecordAsync(
            entry with { State = isOpen ? WindowState.Planned : WindowState.Empty, Attempts = 0, Error = null, UpdatedAt = now }, preview: null, cancel);
        tally.AddEmpty();
    }
}
