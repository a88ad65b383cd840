using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>Cuts a long stretch of days into slices to be done one after the other. The same slice is given until it is <see cref="Done"/>.</summary>
/// <param name="sensors">Of all days.</param>
/// <param name="first">The first local date, inclusive.</param>
/// <param name="last">The last, inclusive.</param>
/// <param name="newestFirst">Whether the last days come first.</param>
public sealed class Slices(ImmutableArray<Sensor> sensors, LocalDate first, LocalDate last, bool newestFirst)
{
    private LocalDate _first = first, _last = last;
    private int _sensor;

    public bool IsEmpty => _first > _last || sensors.IsEmpty;

    /// <summary>The next one; not to be asked for where <see cref="IsEmpty"/>.</summary>
    public Slice Next(SliceSize size)
    {
        // Sensors that were done alone stay done: the rest of that day goes alone, too.
        if (size.IsOfOneSensor || _sensor > 0) return new([sensors[_sensor]], Edge, Edge);

        return newestFirst ? new(sensors, LocalDate.Max(_first, _last.PlusDays(1 - size.Days)), _last) : new(sensors, _first, LocalDate.Min(_last, _first.PlusDays(size.Days - 1)));
    }

    /// <summary>What <see cref="Next"/> gave is done.</summary>
    public void Done(Slice slice)
    {
        if (slice.Sensors.Length < sensors.Length)
        {
            _sensor = (_sensor + 1) % sensors.Length;
            if (_sensor > 0) return;
        }

        if (newestFirst) _last = slice.First.PlusDays(-1);
        else _first = slice.Last.PlusDays(1);
    }

    private LocalDate Edge => newestFirst ? _last : _first;
}

/// <summary>Some days of some sensors, both dates inclusive.</summary>
public sealed record Slice(ImmutableArray<Sensor> Sensors, LocalDate First, LocalDate Last);
