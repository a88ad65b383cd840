using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>What a sync did, and how both sides stand after it.</summary>
/// <param name="Source">Which source, without secrets.</param>
/// <param name="IsFull">Whether everything was compared, or only what is new and the overlap before it.</param>
/// <param name="Rows">Pulled.</param>
/// <param name="From">The first row's instant; null where the source gave none.</param>
/// <param name="To">The last row's instant.</param>
/// <param name="Sensors">One each of those that the source has a place for.</param>
/// <param name="Dropped">What the source holds that is no reading.</param>
/// <param name="Mismatches">What is not here as it is there, although it was written: empty when all is well.</param>
internal sealed record SyncReport(
    string Source, bool IsFull, long Rows, Instant? From, Instant? To, ImmutableArray<SyncedSensor> Sensors, Drops Dropped, ImmutableArray<SyncMismatch> Mismatches)
{
    /// <summary>Whether any reading here is another than before.</summary>
    public bool HasChanged => Sensors.Any(sensor => sensor.Added + sensor.Changed > 0);
}

/// <summary>One sensor's part of a sync; counts are of the stretch that was pulled.</summary>
/// <param name="Sensor">Its name.</param>
/// <param name="There">Readings of the source.</param>
/// <param name="Here">Readings in the home after it, counted by reading them again.</param>
/// <param name="Added">At instants that had none.</param>
/// <param name="Changed">That had another value before.</param>
/// <param name="Kept">In the home and not, or no more, in the source.</param>
internal sealed record SyncedSensor(string Sensor, long There, long Here, long Added, long Changed, long Kept);

/// <summary>One sensor's month that could not be brought into step.</summary>
/// <param name="Sensor">Its name.</param>
/// <param name="Month">Of UTC.</param>
/// <param name="Missing">Readings of the source that the home has not.</param>
/// <param name="Different">Readings that have another value here.</param>
internal sealed record SyncMismatch(string Sensor, YearMonth Month, long Missing, long Different)
{
    /// <summary>In one line.</summary>
    public string Line => string.Create(
        CultureInfo.InvariantCulture, $"{Sensor}, {YearMonthPattern.Iso.Format(Month)}: {Missing:N0} readings of the source are not here and {Different:N0} are here with another value, although they were written twice");
}
