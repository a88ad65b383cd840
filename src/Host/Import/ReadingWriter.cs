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
    private readonly Dictionary<long, long> _otherForms;
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _findByRow;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _update;
    private readonly double[] _known;

    // No time in the table sorts after it, so that one that does is new without a look; null where nothing can be said.
    private string? _last;

    /// <remarks>The database has a transaction begun, and is disposed with this.</remarks>
    public ReadingWriter(SqliteConnection database, string path, string table, ImmutableArray<string> columns, TimeForms forms)
    {
        (_database, _path, _known) = (database, path, new double[columns.Length]);
        (Added, Duplicates, Changed) = (new long[columns.Length], new long[columns.Length], new long[columns.Length]);
        string[] names = [.. columns.Select(SqlName.Quote)];
        var values = Enumerable.Range(0, names.Length).Select(i => $"?{i + 2}").ToArray();
        _find = new(database, $"SELECT rowid, {string.Join(", ", names)} FROM {table} WHERE time = ?1");
        _findByRow = new(database, $"SELECT rowid, {string.Join(", ", names)} FROM {table} WHERE rowid = ?1");
        _insert = new(database, $"INSERT INTO {table} (time, {string.Join(", ", names)}) VALUES (?1, {string.Join(", ", values)})");
        _update = new(database, $"UPDATE {table} SET {string.Join(", ", names.Zip(values, (name, value) => $"{name} = coalesce({value}, {name})"))} WHERE rowid = ?1");
        _otherForms = forms.Find(database, table);
        _last = LastTime(table);
    }

    /// <summary>By column: readings at instants that had none.</summary>
    public long[] Added { get; }

    /// <summary>By column: readings at instants that had one already.</summary>
    public long[] Duplicates { get; }

    /// <summary>By column: those of the duplicates that had another value.</summary>
    public long[] Changed { get; }

    /// <summary>Adds a row, or changes the one of this instant in whatever form its time is written. NaN changes nothing.</summary>
    /// <exception cref="HomeUnavailableException">The database cannot be written.</exception>
    public void Write(long ticks, ReadOnlySpan<double> values)
    {
        try
        {
            var row = Find(ticks, out var time);
            var changes = false;
            for (var i = 0; i < values.Length; i++)
            {
                if (double.IsNaN(values[i])) continue;
                changes |= Count(i, row is null ? double.NaN : _known[i], values[i]);
            }

            if (!changes) return;
            if (row is { } known)
            {
                _update.Bind(1, known);
                Run(_update, values);
                return;
            }

            _insert.Bind(1, time);
            Run(_insert, values);
            if (_last is not null && string.CompareOrdinal(time, _last) > 0) _last = time;
        }
        catch (SqliteException cause)
        {
            throw SqliteFaults.ToHomeUnavailable(cause, _path);
        }
    }

    /// <summary>Makes all of it durable, with the report in the log of imports.</summary>
    public void Commit(Instant at, ImportReport report) => Commit(database => ImportLog.Write(database, at, report));

    /// <summary>Makes all of it durable, with what else is to be noted in the same transaction.</summary>
    /// <exception cref="HomeUnavailableException">The database cannot be written; then none of it is.</exception>
    public void Commit(Action<SqliteConnection> note)
    {
        try
        {
            note(_database);
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

    private bool Count(int column, double known, double value)
    {
        (double.IsNaN(known) ? Added : Duplicates)[column]++;
        if (known == value) return false;
        if (!double.IsNaN(known)) Changed[column]++;
        return true;
    }

    // The row of an instant, whose values are then in place; null for none.
    private long? Find(long ticks, out string time)
    {
        time = IsoTime.Canonical(ticks);
        if (_otherForms.Count > 0 && _otherForms.TryGetValue(ticks, out var other))
        {
            _findByRow.Bind(1, other);
            return Read(_findByRow);
        }

        if (_last is not null && string.CompareOrdinal(time, _last) > 0) return null;
        _find.Bind(1, time);
        return Read(_find);
    }

    private long? Read(SqliteStatement find)
    {
        if (!find.Step()) return null;
        for (var i = 0; i < _known.Length; i++) _known[i] = find.IsNumber(i + 1) ? find.Real(i + 1) : double.NaN;
        var row = find.Whole(0);
        find.Reset();
        return row;
    }

    private static void Run(SqliteStatement statement, ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i])) statement.BindNull(i + 2);
            else statement.Bind(i + 2, values[i]);
        }

        statement.Run();
    }

    // A blob sorts after every text.
    private string? LastTime(string table)
    {
        using var last = new SqliteStatement(_database, $"SELECT time, typeof(time) FROM {table} ORDER BY time DESC LIMIT 1");
        if (!last.Step() || last.Text(1) == "null") return "";
        return last.Text(1) == "text" ? last.Text(0) : null;
    }
}
