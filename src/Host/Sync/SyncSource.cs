using System.Collections.Immutable;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Where rows are pulled from.</summary>
/// <param name="Readings">The source itself, not kept when its connection is lost.</param>
/// <param name="Layout">Where in it the readings are.</param>
/// <param name="Sensors">The configured ones.</param>
internal sealed record SyncSource(IReadings Readings, TableLayout Layout, ImmutableArray<Sensor> Sensors)
{
    /// <summary>What the home remembers it by: server, database, table and columns; no user, no password.</summary>
    public string Identity => $"{Readings.Name}, table {Layout.Table}, times in {Layout.TimeColumn}"
        + (Layout is LongLayout l ? $", sensors in {l.SensorColumn}, values in {l.ValueColumn}" : "");

    /// <summary>The configured sensors that the source has a place for, one a column.</summary>
    /// <exception cref="SourceException">The source is away, has none of them, or has columns that the embedded table cannot hold apart.</exception>
    public async ValueTask<ImmutableArray<Sensor>> OffersAsync(IReadings readings, CancellationToken cancel)
    {
        var offered = await readings.OffersAsync(Sensors, cancel);
        if (offered.IsEmpty)
            throw new SourceException($"{readings.Name}: table {Layout.Table} has no column of a configured sensor: {string.Join(", ", Sensors.Select(sensor => sensor.Column))}; VIZ_SENSORS says which sensor is in which column");
        if (offered.FirstOrDefault(sensor => EmbeddedReadings.IsTaken(sensor.Column)) is { } taken)
            throw new SourceException($"{readings.Name}: sensor {taken.Name} is called {taken.Column} there, which is a column of times here; a view can give it another name");

        ImmutableArray<Sensor> columns = [.. offered.DistinctBy(sensor => sensor.Column)];
        return columns.GroupBy(sensor => sensor.Column, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } shared
            ? throw new SourceException($"{readings.Name}: {string.Join(" and ", shared.Select(sensor => sensor.Column))} differ in case alone, which columns here do not; a view can give one another name")
            : columns;
    }
}
