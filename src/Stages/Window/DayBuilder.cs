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
        (_start, _end, _last) = (day.Start.ToUnixTimeTicks(), day.End.ToUnixTimeTicks(), long.MinValue);
        _slices = ImmutableArray.CreateBuilder<HourSlice>(day.Hours.Length);
        BeginHour();
    }

    /// <summary>Takes rows as a <see cref="ReadingBatch"/> has them, up to the first that lies after the day.</summary>
    /// <returns>How many it took.</returns>
    /// <exception cref="SourceException">An instant does not rise, or lies before the day.</exception>
    public int Add(ReadOnlySpan<long> ticks, ReadOnlySpan<double> values)
    {
        for (var row = 0; row < ticks.Length; row++)
        {
            var at = ticks[row];
            if (at <= _last || at < _start) throw OutOfOrder(at);
            if (at >= _end) return row;
            _last = at;
            if (!double.IsNaN(values[row])) Add(at, values[row]);
        }

        return ticks.Length;
    }

    public DayStrip Build()
    {
        while (_slices.Count < _day.Hours.Length) EndHour();
        return new(_day, _slices.MoveToImmutable());
    }

    private void Add(long at, double value)
    {
        while (at >= _hourEnd) EndHour();
        var minute = (int)((at - _wholeHour) / NodaConstants.TicksPerMinute);
        _minutes[minute] = value;
        _known |= 1UL << minute;
        (_min, _max) = _count++ == 0 ? (value, value) : (Math.Min(_min, value), Math.Max(_max, value));
    }

    private void BeginHour()
    {
        (_known, _count) = (0, 0);
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

    private SourceException OutOfOrder(long at) => new(at < _start && _last < _start
        ? $"The source's readings are out of order: {Instant.FromUnixTimeTicks(at)} comes where {_day.Date:uuuu'-'MM'-'dd} begins at {_day.Start}."
        : $"The source's readings are out of order: {Instant.FromUnixTimeTicks(at)} comes after {Instant.FromUnixTimeTicks(_last)}.");
}
