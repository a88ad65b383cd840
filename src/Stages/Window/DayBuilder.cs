using System.Collections.Immutable;
using System.Numerics;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>Gathers the readings of one sensor and one local day, in time order, into its strip. For one use.</summary>
internal sealed class DayBuilder
{
    private readonly LocalDay _day;
    private readonly long _start;
    private readonly long _end;
    private readonly ImmutableArray<HourSlice>.Builder _slices;
    private readonly double[] _minutes = new double[60];
    private long _last;
    private long _hourEnd;
    private long _wholeHour;
    private ulong _known;
    private int _count;
    private double _min;
    private double _max;

    public DayBuilder(LocalDay day)
    {
        _day = day;
        (_start, _end) = (day.Start.ToUnixTimeTicks(), day.End.ToUnixTimeTicks());
        _last = _start - 1;
        _slices = ImmutableArray.CreateBuilder<HourSlice>(day.Hours.Length);
        BeginHour();
    }

    /// <summary>Takes rows as a <see cref="ReadingBatch"/> has them, up to the first that lies after the day.</summary>
    /// <returns>How many it took.</returns>
    /// <exception cref="SourceException">An instant does not rise, or lies before the day.</exception>
    public int Add(ReadOnlySpan<long> ticks, ReadOnlySpan<double> values)
    {
        var row = 0;
        while (true)
        {
            row += AddToHour(ticks[row..], values[row..]);
            if (row == ticks.Length || ticks[row] >= _end) return row;
            EndHour();
        }
    }

    public DayStrip Build()
    {
        while (_slices.Count < _day.Hours.Length) EndHour();
        return new(_day, _slices.MoveToImmutable());
    }

    // Up to the first that lies after the hour. Fields are slower than locals, and this is done for every value there is.
    private int AddToHour(ReadOnlySpan<long> ticks, ReadOnlySpan<double> values)
    {
        var (row, last, known, count, min, max) = (0, _last, _known, _count, _min, _max);
        for (; row < ticks.Length && row < values.Length; row++)
        {
            var at = ticks[row];
            if (at <= last) throw OutOfOrder(at, last);
            if (at >= _hourEnd) break;
            last = at;
            var value = values[row];
            if (double.IsNaN(value)) continue;
            var minute = (int)((ulong)(at - _wholeHour) / NodaConstants.TicksPerMinute);
            _minutes[minute] = value;
            known |= 1UL << minute;
            (min, max) = (Math.Min(min, value), Math.Max(max, value));
            count++;
        }

        (_last, _known, _count, _min, _max) = (last, known, count, min, max);
        return row;
    }

    private void BeginHour()
    {
        (_known, _count, _min, _max) = (0, 0, double.PositiveInfinity, double.NegativeInfinity);
        if (_slices.Count == _day.Hours.Length) return;
        var hour = _day.Hours[_slices.Count];
        _hourEnd = hour.End.ToUnixTimeTicks();
        _wholeHour = hour.Start.ToUnixTimeTicks() - (hour.LocalStart.TickOfDay % NodaConstants.TicksPerHour);
    }

    private void EndHour()
    {
        var hour = _day.Hours[_slices.Count];
        _slices.Add(_count == 0 ? HourSlice.Empty(hour) : new(hour, _known, Values(), _count, _min, _max));
        BeginHour();
    }

    private ImmutableArray<double> Values()
    {
        var values = ImmutableArray.CreateBuilder<double>(BitOperations.PopCount(_known));
        for (var left = _known; left != 0; left &= left - 1) values.Add(_minutes[BitOperations.TrailingZeroCount(left)]);
        return values.MoveToImmutable();
    }

    private SourceException OutOfOrder(long at, long last) => new(last < _start
        ? $"The source's readings are out of order: {Instant.FromUnixTimeTicks(at)} comes where {_day.Date:uuuu'-'MM'-'dd} begins at {_day.Start}."
        : $"The source's readings are out of order: {Instant.FromUnixTimeTicks(at)} comes after {Instant.FromUnixTimeTicks(last)}.");
}
