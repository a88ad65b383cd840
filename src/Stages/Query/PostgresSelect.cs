using System.Collections.Immutable;
using System.Text;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace VizPipeline.Stages;

/// <summary>The one query of a pass. Column 0 is the time; then a value a sensor, or in a long table the sensor and its value.</summary>
/// <param name="Sql">One statement.</param>
/// <param name="Parameters">In order.</param>
/// <param name="IsText">Which values come as text and are read as <see cref="ReadingText"/> says; the others come as doubles.</param>
internal sealed record PostgresSelect(string Sql, IReadOnlyList<NpgsqlParameter> Parameters, ImmutableArray<bool> IsText)
{
    private const long TicksPerMicrosecond = NodaConstants.TicksPerSecond / 1_000_000;

    // PostgreSQL counts from 2000-01-01.
    private const long Epoch = 946_684_800 * NodaConstants.TicksPerSecond;

    public static PostgresSelect Of(string source, PostgresTable table, TableLayout layout, ImmutableArray<Sensor> sensors, TickRange range)
    {
        var time = Time(source, table, layout);
        PostgresTable.Column[] values = layout is LongLayout l ? [table.Find(source, l.ValueColumn)] : [.. sensors.Select(sensor => table.Find(source, sensor.Column))];
        var parameters = new List<NpgsqlParameter>();
        var sql = new StringBuilder($"SELECT {time.Quoted}");
        if (layout is LongLayout named) sql.Append($", {table.Find(source, named.SensorColumn).Quoted}::text");
        foreach (var value in values) sql.Append($", {value.Quoted}::{(IsNumber(source, value) ? "float8" : "text")}");
        sql.Append($" FROM {table.QuotedName} WHERE true");
        var type = time.Type.Contains("with time", StringComparison.Ordinal) ? NpgsqlDbType.TimestampTz : NpgsqlDbType.Timestamp;
        if (range.HasStart) sql.Append($" AND {time.Quoted} >= {Bind(parameters, range.From, type)}");
        if (range.HasEnd) sql.Append($" AND {time.Quoted} < {Bind(parameters, range.To, type)}");
        if (layout is LongLayout wanted) sql.Append($" AND {table.Find(source, wanted.SensorColumn).Quoted}::text = {Names(parameters, sensors)}");
        sql.Append($" ORDER BY {time.Quoted}");
        return new(sql.ToString(), parameters, [.. values.Select(value => !IsNumber(source, value))]);
    }

    /// <summary>The one row and column of the latest finite time; no row where there is none.</summary>
    public static PostgresSelect Last(string source, PostgresTable table, TableLayout layout)
    {
        var time = Time(source, table, layout).Quoted;
        return new($"SELECT {time} FROM {table.QuotedName} WHERE {time} < 'infinity' ORDER BY {time} DESC LIMIT 1", [], []);
    }

    /// <summary>See <see cref="Presence"/>.</summary>
    public static PostgresSelect HasAny(string source, PostgresTable table, TableLayout layout, ImmutableArray<Sensor> sensors)
    {
        if (layout is not LongLayout l) return new(Presence.Query(table.QuotedName, [.. sensors.Select(sensor => $"{table.Find(source, sensor.Column).Quoted} IS NOT NULL")]), [], []);
        var (name, value) = (table.Find(source, l.SensorColumn).Quoted, table.Find(source, l.ValueColumn).Quoted);
        var conditions = sensors.Select((_, i) => $"({name}::text = ${i + 1} AND {value} IS NOT NULL)").ToArray();
        return new(Presence.Query(table.QuotedName, conditions), [.. sensors.Select(sensor => new NpgsqlParameter<string> { TypedValue = sensor.Column })], []);
    }

    /// <summary>Ticks since 1970 of a time as it came over the wire; false for infinity, and outside the years 1 to 9999.</summary>
    public static bool TryTicks(long microseconds, out long ticks)
    {
        ticks = 0;
        if (microseconds is < (TickRange.First - Epoch) / TicksPerMicrosecond or > (TickRange.Last - Epoch) / TicksPerMicrosecond) return false;
        ticks = (microseconds * TicksPerMicrosecond) + Epoch;
        return true;
    }

    private static PostgresTable.Column Time(string source, PostgresTable table, TableLayout layout)
    {
        var time = table.Find(source, layout.TimeColumn);
        return time.Type is "timestamp with time zone" or "timestamp without time zone"
            ? time
            : throw new SourceException($"{source}: column {time.Name} is {time.Type}; a time must be timestamptz or timestamp (taken for UTC); a view can convert it");
    }

    private static bool IsNumber(string source, PostgresTable.Column column) => column.Type switch
    {
        "double precision" or "real" or "numeric" or "smallint" or "integer" or "bigint" => true,
        "text" or "character varying" => false,
        _ => throw new SourceException($"{source}: column {column.Name} is {column.Type}; a value must be a number or text"),
    };

    // Of one sensor an index by sensor and time gives the order; of a list of one the server believes it has to sort.
    private static string Names(List<NpgsqlParameter> parameters, ImmutableArray<Sensor> sensors)
    {
        if (sensors is [var only]) parameters.Add(new NpgsqlParameter<string> { TypedValue = only.Column });
        else parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. sensors.Select(sensor => sensor.Column)] });
        return sensors.Length == 1 ? $"${parameters.Count}" : $"ANY (${parameters.Count})";
    }

    private static string Bind(List<NpgsqlParameter> parameters, long ticks, NpgsqlDbType type)
    {
        var wide = (Int128)ticks - Epoch;
        var microseconds = (long)((wide + (wide > 0 ? TicksPerMicrosecond - 1 : 0)) / TicksPerMicrosecond);
        parameters.Add(new NpgsqlParameter<long> { TypedValue = microseconds, NpgsqlDbType = type });
        return $"${parameters.Count}";
    }
}
