using System.Collections.Concurrent;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>Moves <c>latest</c> keys forward, never back, and writes each no more often than its writes take.</summary>
/// <remarks>One process owns a key at a time: the index has no compare-and-set. What was there before the first write is read first.</remarks>
public sealed class MonotonicLatest(INameIndex names)
{
    private readonly ConcurrentDictionary<string, Mark> _marks = new(StringComparer.Ordinal);

    /// <summary>Completes when the key's value is this one or one that goes before it.</summary>
    public async ValueTask AdvanceAsync(string key, Window window, string value, CancellationToken cancel)
    {
        var mark = _marks.GetOrAdd(key, _ => new Mark());
        mark.Offer(window, value);
        await mark.Turn.WaitAsync(cancel);
        try
        {
            if (!mark.IsRead)
            {
                var found = await names.FindAsync(key, cancel);
                mark.Read(found is null ? null : IndexValue.TryParse(found)?.Window, found);
            }

            if (mark.Due(window) is not { } due) return;

            await names.PutAsync(key, due.Value, cancel);
            mark.Wrote(due);
        }
        finally
        {
            mark.Turn.Release();
        }
    }

    /// <summary>One key: the newest window written, and the newest offered since.</summary>
    private sealed class Mark
    {
        private readonly Lock _lock = new();
        private Window? _written;
        private string? _value;
        private (Window Window, string Value)? _offered;

        /// <summary>One write at a time; those who wait find their window covered by the one before.</summary>
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public bool IsRead { get; private set; }

        public void Offer(Window window, string value)
        {
            lock (_lock)
            {
                if (_offered is not { } best || best.Window <= window) _offered = (window, value);
            }
        }

        public void Read(Window? window, string? value) => (IsRead, _written, _value) = (true, window, value);

        // Of what was offered the newest is written, but only by one who needs it: were those whose window is covered to write what came after it, they would
        // wait for as long as windows come.
        public (Window Window, string Value)? Due(Window needed)
        {
            lock (_lock)
            {
                if (_written is { } covering && needed < covering) return null;
                return _offered is { } offered && offered.Value != _value && (_written is not { } written || written <= offered.Window) ? offered : null;
            }
        }

        // What was offered meanwhile is newer, or of the same window and later: it stays.
        public void Wrote((Window Window, string Value) due)
        {
            lock (_lock)
            {
                (_written, _value) = due;
                if (_offered == due) _offered = null;
            }
        }
    }
}
