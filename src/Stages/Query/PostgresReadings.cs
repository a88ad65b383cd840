using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>
/// Readings in a PostgreSQL table: one streaming, ordered query a pass. Times are timestamptz, or timestamp taken for UTC. A table
/// promises no order among rows of one instant, so the greater value wins.
/// </summary>
public sealed class PostgresReadings : IReadings
{
    private readonly string _connection;
    private readonly TableLayout _layout;

    /// <param name="source"><c>postgres://user:password@host:port/database?sslmode=…</c> or a connection string of Npgsql.</param>
    /// <param name="layout">Where in the database the readings are.</param>
    /// <exception cref="SourceException">The source is neither.</exception>
    public PostgresReadings(string source, TableLayout layout)
    {
        var address = PostgresAddress.Parse(source);
        (_connection, _layout, Name) = (address.ConnectionString, layout, PostgresAddress.NameOf(address));
    }

    public string Name { get; }

    public async ValueTask<ImmutableArray<Sensor>> OffersAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel)
    {
        var offered = sensors;
        await using var pass = await PostgresPass.OpenAsync(Name, _connection, _layout, table => Note(table), cancel);
        return offered;

        PostgresSelect Note(PostgresTable table)
        {
            if (_layout is WideLayout) offered = sensors.RemoveAll(sensor => !table.Has(sensor.Column));
            return PostgresSelect.Last(Name, table, _layout);
        }
    }

    public async ValueTask<ImmutableArray<Extent>> ExtentsAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel)
    {
        var present = await Presence.FindAsync(sensors, some => HasAnyAsync(some, cancel));
        return present.IsEmpty ? [] : await Extents.FindAsync(this, present, await EndAsync(cancel), cancel);
    }

    /// <remarks>A pass over everything counts each row with a bad time (null, infinity); a pass over a range has none.</remarks>
    public async IAsyncEnumerable<ReadingBatch> ReadAsync(
        ImmutableArray<Sensor> sensors, Instant start, Instant end, Drops drops, [EnumeratorCancellation] CancellationToken cancel)
    {
        var range = TickRange.Of(start, end);
        await using var pass = await PostgresPass.OpenAsync(
            Name, _connection, _layout, table => PostgresSelect.Of(Name, table, _layout, sensors, range), cancel);
        var buffer = new RowBuffer(sensors.Length, greaterWins: true, drops);
        Action<long> add = _layout is LongLayout ? ticks => AddLong(pass, ticks, sensors, buffer) : ticks => AddWide(pass, ticks, buffer);
        while (await pass.FillAsync(buffer, add, cancel) is { } settled)
        {
            foreach (var batch in buffer.Settle(settled)) yield return batch;
        }

        foreach (var batch in buffer.Settle(long.MaxValue)) yield return batch;
    }

    private async ValueTask<ImmutableArray<bool>?> HasAnyAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel)
    {
        await using var pass = await PostgresPass.OpenAsync(
            Name, _connection, _layout, table => PostgresSelect.HasAny(Name, table, _layout, sensors), cancel);
        return await pass.NextAsync(cancel) ? [.. sensors.Select((_, i) => !pass.Reader.IsDBNull(i) && pass.Reader.GetBoolean(i))] : null;
    }

    private async ValueTask<Instant> EndAsync(CancellationToken cancel)
    {
        await using var pass = await PostgresPass.OpenAsync(
            Name, _connection, _layout, table => PostgresSelect.Last(Name, table, _layout), cancel);
        return await pass.NextAsync(cancel) && pass.TryTime(out var ticks)
            ? TickRange.InstantOf(ticks + 1)
            : Instant.MinValue;
    }

    private static void AddWide(PostgresPass pass, long ticks, RowBuffer buffer)
    {
        buffer.Add(ticks, 0);
        for (var i = 0; i < pass.IsText.Length; i++) buffer.Set(i, Value(pass, i, 1 + i, buffer));
    }

    private static void AddLong(PostgresPass pass, long ticks, ImmutableArray<Sensor> sensors, RowBuffer buffer)
    {
        buffer.Add(ticks, 0);
        var value = Value(pass, 0, 2, buffer);
        var name = pass.Reader.GetString(1);
        for (var i = 0; i < sensors.Length; i++) buffer.Set(i, sensors[i].Column == name ? value : double.NaN);
    }

    private static double Value(PostgresPass pass, int value, int column, RowBuffer buffer)
    {
        var number = double.NaN;
        var dropped = pass.Reader.IsDBNull(column) ? DropReason.Empty
            : pass.IsText[value] ? ReadingText.Judge(Encoding.UTF8.GetBytes(pass.Reader.GetString(column)), out number)
            : ReadingText.Judge(number = pass.Reader.GetDouble(column));
        if (dropped is not { } reason) return number;
        buffer.Lose(reason);
        return double.NaN;
    }
}
