using System.Collections.Immutable;
using System.Text;
using Microsoft.Data.Sqlite;
using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>
/// Readings in any SQLite database, read only, even while another process writes it. Times are ISO 8601 texts in any mixture of forms
/// (<see cref="IsoTime"/>) or numbers of unix seconds. Of two rows at one instant the later one (the greater rowid) wins, sensor by sensor.
/// </summary>
/// <param name="path">The database file.</param>
/// <param name="layout">Where in it the readings are.</param>
public sealed class SqliteReadings(string path, TableLayout layout) : IReadings
{
    public string Name => path;

    public ValueTask<ImmutableArray<Sensor>> OffersAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel)
    {
        using var database = SqliteSource.Open(path);
        SqliteSource.Require(database, path, layout, [layout.TimeColumn]);
        if (layout is LongLayout) return ValueTask.FromResult(sensors);

        var columns = SqliteSource.Columns(database, path, layout.Table).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return ValueTask.FromResult(sensors.RemoveAll(sensor => !columns.Contains(sensor.Column)));
    }

    public async ValueTask<ImmutableArray<Extent>> ExtentsAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel)
    {
        using var database = SqliteSource.Open(path);
        using var interrupt = SqliteSource.InterruptOn(database, cancel);
        SqliteSource.Require(database, path, layout, [layout.TimeColumn, .. Columns(sensors)]);
        var present = await Presence.FindAsync(sensors, some => ValueTask.FromResult(HasAny(database, some)));
        if (present.IsEmpty) return [];
        return await Extents.FindAsync(this, present, SqliteOrder.End(database, path, layout), cancel);
    }

    /// <remarks>A pass over everything counts each row with a bad time; a pass over a range those that it meets.</remarks>
    public IAsyncEnumerable<ReadingBatch> ReadAsync(ImmutableArray<Sensor> sensors, Instant start, Instant end, Drops drops, CancellationToken cancel) =>
        Read(sensors, TickRange.Of(start, end), drops, cancel).ToAsyncEnumerable();

    private IEnumerable<ReadingBatch> Read(ImmutableArray<Sensor> sensors, TickRange range, Drops drops, CancellationToken cancel)
    {
        using var database = SqliteSource.Open(path);
        using var interrupt = SqliteSource.InterruptOn(database, cancel);
        using var rows = Select(database, sensors, range, out var isExact);
        byte[][]? names = layout is LongLayout ? [.. sensors.Select(sensor => Encoding.UTF8.GetBytes(sensor.Column))] : null;
        var buffer = new RowBuffer(sensors.Length, greaterWins: false, drops);
        var times = new SqliteTimes(isExact);
        while (Fill(rows, ref times, range, names, buffer, cancel) is { } settled)
        {
            foreach (var batch in buffer.Settle(settled)) yield return batch;
        }

        foreach (var batch in buffer.Settle(long.MaxValue)) yield return batch;
    }

    // Gives the instant before which no later row can be once the buffer is full, and null at the end.
    private static long? Fill(SqliteCursor rows, ref SqliteTimes times, TickRange range, byte[][]? names, RowBuffer buffer, CancellationToken cancel)
    {
        while (rows.Next())
        {
            cancel.ThrowIfCancellationRequested();
            if (!times.TryRead(rows, out var ticks, out var settled))
            {
                buffer.AddBadTime();
                continue;
            }

            if (!range.Contains(ticks)) continue;
            buffer.Add(ticks, rows.Integer(1));
            if (names is null) SetWide(rows, buffer);
            else SetLong(rows, names, buffer);
            if (buffer.IsFull) return settled;
        }

        return null;
    }

    private SqliteCursor Select(SqliteConnection database, ImmutableArray<Sensor> sensors, TickRange range, out bool isExact)
    {
        var columns = Columns(sensors);
        SqliteSource.Require(database, path, layout, [layout.TimeColumn, .. columns]);
        SqliteFile.Execute(database, "BEGIN");
        var order = SqliteOrder.Choose(database, path, layout, range);
        var row = SqliteSource.HasRowId(database, path, layout.Table) ? "rowid" : "0";
        var sql = new StringBuilder($"SELECT {order.Time}, {row}");
        foreach (var column in columns) sql.Append($", {SqlName.Quote(column)}");
        sql.Append($" FROM {SqlName.Quote(layout.Table)} WHERE {order.Where ?? "1"}");
        if (layout is LongLayout wanted) sql.Append($" AND {SqlName.Quote(wanted.SensorColumn)} IN ({string.Join(", ", sensors.Select(_ => "?"))})");
        sql.Append($" ORDER BY {order.Time}{(row == "rowid" ? ", rowid" : "")}");
        isExact = order.IsExact;
        return new(database, path, sql.ToString(), [.. order.Bounds, .. layout is LongLayout ? sensors.Select(sensor => sensor.Column) : []]);
    }

    private ImmutableArray<bool>? HasAny(SqliteConnection database, ImmutableArray<Sensor> sensors)
    {
        string[] conditions = layout is LongLayout l
            ? [.. sensors.Select(_ => $"({SqlName.Quote(l.SensorColumn)} = ? AND {SqlName.Quote(l.ValueColumn)} IS NOT NULL)")]
            : [.. Columns(sensors).Select(column => $"{SqlName.Quote(column)} IS NOT NULL")];
        var names = layout is LongLayout ? sensors.Select(sensor => sensor.Column) : [];
        using var row = new SqliteCursor(database, path, Presence.Query(SqlName.Quote(layout.Table), conditions), [.. names, .. names]);
        return row.Next() ? [.. conditions.Select((_, i) => row.Integer(i) != 0)] : null;
    }

    private string[] Columns(ImmutableArray<Sensor> sensors) =>
        layout is LongLayout l ? [l.SensorColumn, l.ValueColumn] : [.. sensors.Select(sensor => sensor.Column)];

    private static void SetWide(SqliteCursor rows, RowBuffer buffer)
    {
        for (var i = 0; i < buffer.Sensors; i++)
        {
            buffer.Set(i, rows.Reading(2 + i, out var dropped));
            if (dropped is { } reason) buffer.Lose(reason);
        }
    }

    private static void SetLong(SqliteCursor rows, byte[][] names, RowBuffer buffer)
    {
        var value = rows.Reading(3, out var dropped);
        if (dropped is { } reason) buffer.Lose(reason);
        var name = rows.Text(2);
        for (var i = 0; i < names.Length; i++) buffer.Set(i, name.SequenceEqual(names[i]) ? value : double.NaN);
    }
}
