using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>
/// Passes over a source and writes what it gives into the embedded readings, block by block: each block is one transaction, with the watermarks that it reaches.
/// So it may end anywhere, and the next one goes on.
/// </summary>
/// <param name="home">Where to.</param>
/// <param name="identity">Which source the home will remember.</param>
/// <param name="readings">The source.</param>
/// <param name="now">Where watermarks end: a row with a time that is still to come must not hide those that come until then.</param>
/// <param name="blockRows">Rows of a transaction.</param>
/// <param name="tally">Counts.</param>
/// <param name="watch">Shows how far it is.</param>
internal sealed class SyncPull(EmbeddedReadings home, string identity, IReadings readings, Instant now, int blockRows, SyncTally tally, SyncWatch watch)
{
    private readonly ImmutableArray<string> _columns = [.. tally.Sensors.Select(sensor => sensor.Column)];
    private readonly SyncBlock _block = new(tally.Sensors.Length, blockRows);
    private readonly double[] _row = new double[tally.Sensors.Length];
    private IDisposable? _held;

    /// <summary>Pulls a stretch. What has come is written, also where the pass then breaks or is cancelled.</summary>
    /// <param name="start">Its beginning.</param>
    /// <param name="end">Its end.</param>
    /// <param name="advances">Whether all before the stretch was pulled, so that watermarks may follow it.</param>
    /// <param name="cancel">Ends the pass at the end of a block.</param>
    /// <exception cref="SourceException">The source is away, or wrong.</exception>
    /// <exception cref="Storage.HomeUnavailableException">The home cannot be written.</exception>
    public async Task RunAsync(Instant start, Instant end, bool advances, CancellationToken cancel)
    {
        _block.Clear();
        try
        {
            await foreach (var batch in readings.ReadAsync(tally.Sensors, start, end, tally.Drops, cancel))
            {
                for (var row = 0; row < batch.Ticks.Length;)
                {
                    row += _block.Take(batch, row);
                    if (!_block.IsFull) continue;
                    Write(advances);
                    cancel.ThrowIfCancellationRequested();
                }
            }
        }
        finally
        {
            try
            {
                Write(advances);
            }
            finally
            {
                _held?.Dispose();
                _held = null;
            }
        }
    }

    private void Write(bool advances)
    {
        if (_block.Count == 0) return;
        _held ??= home.Hold();
        var before = SyncMarks.Read(home.Path);
        var marks = before.Of(identity);
        if (advances) marks = marks.Advance(_columns, Math.Min(_block.Last, now.ToUnixTimeTicks()));
        using var writer = home.Write(_columns, new TimeForms(_block.First, _block.Last));
        for (var row = 0; row < _block.Count; row++)
        {
            _block.Read(row, _row);
            writer.Write(_block[row], _row);
            for (var i = 0; i < _row.Length; i++) tally.There[i] = tally.There[i].With(_block[row], _row[i]);
        }

        // Where nothing is new, nothing is written: most of a service's turns.
        var isNew = writer.Added.Sum() + writer.Changed.Sum() > 0 || !marks.IsSameAs(before);
        if (isNew) writer.Commit(marks.Write);
        Count(writer);
        _block.Clear();
    }

    private void Count(ReadingWriter writer)
    {
        for (var i = 0; i < _row.Length; i++)
        {
            tally.Added[i] += writer.Added[i];
            tally.Changed[i] += writer.Changed[i];
        }

        tally.Rows += _block.Count;
        tally.Batches++;
        tally.First ??= _block.First;
        tally.Last = Math.Max(tally.Last ?? long.MinValue, _block.Last);
        watch.Report(new(tally.Rows, tally.First.Value, _block.Last));
    }
}
