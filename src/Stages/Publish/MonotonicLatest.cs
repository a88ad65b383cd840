using System.Collections.Concurrent;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>Moves <c>latest</c> keys forward, never back, and writes each no more often than its writes take.</summary>
/// <remarks>One process owns a key at a time: the index has no compare-and-set. What was there before the first write is read first.</remarks>
/// <param name="names">The index.</param>
/// <param name="newestDone">The newest window that is known to be under a key, for an index that may show for a while what it showed before; null where it does not.</param>
public sealed class MonotonicLatest(INameIndex names, Func<string, CancellationToken, ValueTask<Window?>>? newestDone = null)
{
    private readonly ConcurrentDictionary<string, Mark> _marks = new(StringComparer.Ordinal);

    /// <summary>Completes when the key's value is this one or one that goes before it.</summary>
    public async ValueTask AdvanceAsync(string key, Window window, string value, CancellationToken cancel)
    {
        var mark = _marks.GetOrAdd(key, _ => new Mark());
        var ticket = mark.Offer(window, value);
        await mark.Turn.WaitAsync(cancel);
        var asked = mark.Tickets;
        try
        {
            if (!mark.IsRead)
            {
                mark.ThrowIfFailedFor(ticket);
                await ReadAsync(mark, key, cancel);
            }

            if (mark.Due(window) is not { } due) return;

            mark.ThrowIfFailedFor(ticket);
            await names.PutAsync(key, due.Value, cancel);
            mark.Wrote(due);
        }
        catch (StoreUnavailableException cause)
        {
            mark.Failed(asked, cause);
            throw;
        }
        finally
        {
            mark.Turn.Release();
        }
    }

    private async ValueTask ReadAsync(Mark mark, string key, CancellationToken cancel)
    {
        var found = await names.FindAsync(key, cancel);
        var window = found is null ? null : IndexValue.TryParse(found)?.Window;
        if (window is { } shown && newestDone is not null && await newestDone(key, cancel) is { } newest && shown < newest) window = newest;
        mark.Read(window, found);
    }

    /// <summary>One key: the newest window written, and the newest offered since.</summary>
    private sealed class Mark
    {
        private readonly Lock _lock = new();
        private Window? _written;
        private string? _value;
        private (Window Window, string Value)? _offered;
        private long _failedUpTo;
        private StoreUnavailableException? _failure;

        /// <summary>One write at a time; those who wait find their window covered by the one before.</summary>
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public bool IsRead { get; private set; }

        /// <summary>How many windows were offered so far.</summary>
        public long Tickets { get; private set; }

        /// <summary>Gives the offer's number, from 1.</summary>
        public long Offer(Window window, string value)
        {
            lock (_lock)
            {
                if (_offered is not { } best || best.Window <= window) _offered = (window, value);
                return ++Tickets;
            }
        }

        // A write that fails fails for all who had offered when it began: were each of them to try, a long line would take as many times as long.
        public void Failed(long upTo, StoreUnavailableException cause) => (_failedUpTo, _failure) = upTo > _failedUpTo ? (upTo, cause) : (_failedUpTo, _failure);

        public void ThrowIfFailedFor(long ticket)
        {
            if (ticket <= _failedUpTo) throw SharedFailure.ForOneCaller(_failure!);
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
