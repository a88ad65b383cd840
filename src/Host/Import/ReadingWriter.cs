using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>Writes readings within one transaction; what is not committed leaves nothing behind.</summary>
internal sealed class ReadingWriter : IDisposable
{
    private readonly SqliteConnection _database;
    private readonly string _path;
    private readonly Dictionary<long, long> _otherForms = [];
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _findByRow;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _update;
    private readonly double[] _known;

    /// <remarks>The database has a transaction begun, and is disposed with this.</remarks>
    public ReadingWriter(SqliteConnection database, string path, string table, ImmutableArray<string> columns)
    {
        (_database, _path, _known) = (database, path, new double[columns.Length]);
        (Added, Duplicates) = (new long[columns.Length], new long[columns.Length]);
        string[] names = [.. columns.Select(SqlName.Quote)];
        var values = Enumerable.Range(0, names.Length).Select(i => $"@{i}").ToArray();
        _find = Command($"SELECT rowid, {string.Join(", ", names)} FROM {table} WHERE time = @key", 0);
        _insert = Command($"INSERT INTO {table} (time, {string.Join(", ", names)}) VALUES (@key, {string.Join(", ", values)})", names.Length);
        _update = Command($"UPDATE {table} SET {string.Join(", ", names.Zip(values, (name, value) => $"{name} = coalesce({value}, {name})"))} WHERE rowid = @key", names.Length);
        _findByRow = Command($"SELECT rowid, {string.Join(", ", names)} FROM {table} WHERE rowid = @key", 0);
        FindOtherForms(table);
    }

    /// <summary>By column: readings at instants that had none.</summary>
    public long[] Added { get; }

    /// <summary>By column: readings at instants that had one already.</summary>
    public long[] Duplicates { get; }

    /// <summary>Adds a row, or changes the one of this instant in whatever form its time is written. NaN changes nothing.</summary>
    /// <exception cref="HomeUnavailableException">The database cannot be written.</exception>
    public void Write(long ticks, ReadOnlySpan<double> values)
    {
        try
        {
            var row = _otherForms.TryGetValue(ticks, out var other) ? Find(_findByRow, other) : Find(_find, IsoTime.Canonical(ticks));
            var changes = false;
            for (var i = 0; i < values.Length; i++)
            {
                if (double.IsNaN(values[i])) continue;
                (row is null || double.IsNaN(_known[i]) ? Added : Duplicates)[i]++;
                changes |= row is null || values[i] != _known[i];
            }

            if (!changes) return;
            if (row is { } known) Run(_update, known, values);
            else Run(_insert, IsoTime.Canonical(ticks), values);
        }
        catch (SqliteException cause)
        {
            throw SqliteFaults.ToHomeUnavailable(cause, _path);
        }
    }

    /// <summary>Makes all of it durable, with the report in the log of imports.</summary>
    public void Commit(Instant at, ImportReport report)
    {
        try
        {
            using var log = _database.CreateCommand();
            log.CommandText = "INSERT INTO import_log VALUES (@at, @sensor, @reason, @count)";
            foreach (var tally in report.Sensors)
                foreach (var reason in Enum.GetValues<DropReason>())
                    Log(log, at, tally.Sensor, reason, reason == DropReason.Duplicate ? tally.Duplicates : tally.Dropped[reason]);
            SqliteFile.Execute(_database, "COMMIT");
        }
        catch (SqliteException cause)
        {
            throw SqliteFaults.ToHomeUnavailable(cause, _path);
        }
    }

    public void Dispose()
    {
        _find.Dispose();
        _findByRow.Dispose();
        _insert.Dispose();
        _update.Dispose();
        _database.Dispose();
    }

    // Rows of an older program whose times are written another way, by instant; the latest row where there are several.
    private void FindOtherForms(string table)
    {
        using var rows = _database.CreateCommand();
        rows.CommandText = $"SELECT rowid, time FROM {table} WHERE time NOT GLOB '????-??-??T??:??:??Z' AND time NOT GLOB '????-??-??T??:??:??.*[1-9]Z' ORDER BY rowid";
        using var reader = rows.ExecuteReader();
        while (reader.Read())
            if (!reader.IsDBNull(1) && IsoTime.TryParse(reader.GetString(1), out var time)) _otherForms[time.Ticks] = reader.GetInt64(0);
    }

    private long? Find(SqliteCommand find, object key)
    {
        find.Parameters[0].Value = key;
        using var reader = find.ExecuteReader();
        if (!reader.Read()) return null;
        for (var i = 0; i < _known.Length; i++) _known[i] = reader.GetValue(i + 1) is double value ? value : double.NaN;
        return reader.GetInt64(0);
    }

    private static void Run(SqliteCommand command, object key, ReadOnlySpan<double> values)
    {
        command.Parameters[0].Value = key;
        for (var i = 0; i < values.Length; i++) command.Parameters[i + 1].Value = double.IsNaN(values[i]) ? DBNull.Value : values[i];
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, int values)
    {
        var command = _database.CreateCommand();
        command.CommandText = sql;
        command.Parameters.Add(new SqliteParameter("@key", null));
        for (var i = 0; i < values; i++) command.Parameters.Add(new SqliteParameter($"@{i}", null));
        return command;
    }

    private static void Log(SqliteCommand log, Instant at, string sensor, DropReason reason, long count)
    {
        if (count == 0) return;
        log.Parameters.Clear();
        log.Parameters.AddWithValue("@at", at.ToString());
        log.Parameters.AddWithValue("@sensor", sensor);
        log.Parameters.AddWithValue("@reason", reason.ToString());
        log.Parameters.AddWithValue("@count", count);
        log.ExecuteNonQuery();
    }
}
