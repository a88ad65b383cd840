namespace VizPipeline.Stages;

/// <summary>Where a database keeps its readings. Names are taken as they are, never as SQL.</summary>
/// <param name="Table">A table or view; in PostgreSQL it may be preceded by a schema and a dot.</param>
/// <param name="TimeColumn">The instant of each row.</param>
public abstract record TableLayout(string Table, string TimeColumn);

/// <summary>A column a sensor, named by <see cref="Sensor.Column"/>.</summary>
public sealed record WideLayout(string Table = WideLayout.DefaultTable, string TimeColumn = WideLayout.DefaultTimeColumn)
    : TableLayout(Table, TimeColumn)
{
    public const string DefaultTable = "environmental_data";

    public const string DefaultTimeColumn = "time";
}

/// <summary>A row a reading: the sensor column holds <see cref="Sensor.Column"/>, the value column the number.</summary>
public sealed record LongLayout(string Table, string TimeColumn, string SensorColumn, string ValueColumn)
    : TableLayout(Table, TimeColumn);
