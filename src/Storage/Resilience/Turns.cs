namespace VizPipeline.Storage;

/// <summary>One caller at a time for each key, in the order they came; those of different keys do not wait for each other.</summary>
public sealed class Turns<TKey>
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Line> _lines = [];

    /// <summary>Completes when it is the caller's turn, which lasts until what it gives is disposed.</summary>
    public async ValueTask<IDisposable> TakeAsync(TKey key, CancellationToken cancel)
    {
        Line line;
        lock (_lock)
        {
            if (!_lines.TryGetValue(key, out line!)) _lines[key] = line = new(this, key);
            line.Callers++;
        }

        try
        {
            await line.Places.EnterAsync(cancel);
            return line;
        }
        catch
        {
            Leave(line);
            throw;
        }
    }

    private void Leave(Line line)
    {
        lock (_lock)
        {
            if (--line.Callers == 0) _lines.Remove(line.Key);
        }
    }

    // Whoever holds the turn holds this; it is disposed once a turn.
    private sealed class Line(Turns<TKey> turns, TKey key) : IDisposable
    {
        public TKey Key => key;

        public Places Places { get; } = new(1);

        /// <summary>Those who have the turn or wait for it; guarded by the lock of all lines.</summary>
        public int Callers { get; set; }

        public void Dispose()
        {
            Places.Leave();
            turns.Leave(this);
        }
    }
}
