using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>One pass over a source, row by row.</summary>
internal sealed class RowCursor(IReadings readings, ImmutableArray<Sensor> sensors, Instant start, Instant end, CancellationToken cancel) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<ReadingBatch> _batches = readings.ReadAsync(sensors, start, end, new Drops(), cancel).GetAsyncEnumerator(cancel);
    private int _row;

    /// <summary>The current row's instant in ticks since 1970; the greatest number at the end.</summary>
    public long Ticks { get; private set; } = long.MinValue;

    /// <summary>A value of the current row; NaN for none.</summary>
    public double this[int sensor] => _batches.Current.Values[sensor].Span[_row];

    /// <summary>Moves to the next row, or to the end.</summary>
    public ValueTask NextAsync()
    {
        if (Ticks == long.MinValue || _row + 1 >= _batches.Current.Ticks.Length) return NextBatchAsync();
        Ticks = _batches.Current.Ticks.Span[++_row];
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _batches.DisposeAsync();

    private async ValueTask NextBatchAsync()
    {
        do
        {
            if (await _batches.MoveNextAsync()) continue;
            Ticks = long.MaxValue;
            return;
        }
        while (_batches.Current.Ticks.Length == 0);
        (_row, Ticks) = (0, _batches.Current.Ticks.Span[0]);
    }
}
