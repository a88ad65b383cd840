using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace VizPipeline.Stages;

/// <summary>One statement, read row by row through SQLite's own interface: twice as fast as the reader of Microsoft.Data.Sqlite.</summary>
internal sealed class SqliteCursor : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly string _source;
    private readonly nint _row;
    private byte[] _text = new byte[64];

    /// <param name="database">Open.</param>
    /// <param name="source">What messages call the database.</param>
    /// <param name="sql">One statement with as many parameters as there are <paramref name="texts"/>.</param>
    /// <param name="texts">Bound in order.</param>
    public SqliteCursor(SqliteConnection database, string source, string sql, params IEnumerable<string> texts)
    {
        _database = database.Handle!;
        _source = source;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
        _row = _statement.DangerousGetHandle();
        var index = 0;
        foreach (var text in texts) Check(raw.sqlite3_bind_text(_statement, ++index, text));
    }

    /// <summary>Whether there is another row, now current.</summary>
    public bool Next()
    {
        var code = NativeMethods.sqlite3_step(_row);
        if (code == raw.SQLITE_ROW) return true;
        if (code != raw.SQLITE_DONE) Check(code);
        return false;
    }

    /// <summary>One of SQLite's five: SQLITE_INTEGER, _FLOAT, _TEXT, _BLOB, _NULL.</summary>
    public int TypeOf(int column) => NativeMethods.sqlite3_value_type(NativeMethods.sqlite3_column_value(_row, column));

    public long Integer(int column) => NativeMethods.sqlite3_column_int64(_row, column);

    /// <summary>UTF-8, valid until the next call.</summary>
    public ReadOnlySpan<byte> Text(int column)
    {
        // Asked for its length first, a text of a UTF-16 database becomes UTF-8, and stays it.
        var length = NativeMethods.sqlite3_column_bytes(_row, column);
        if (length == 0) return default;
        if (length > _text.Length) _text = new byte[length];
        Marshal.Copy(NativeMethods.sqlite3_column_blob(_row, column), _text, 0, length);
        return _text.AsSpan(0, length);
    }

    /// <summary>NaN where the cell holds no reading; then <paramref name="reason"/> says why.</summary>
    public double Reading(int column, out DropReason? reason)
    {
        var value = double.NaN;
        var cell = NativeMethods.sqlite3_column_value(_row, column);
        switch (NativeMethods.sqlite3_value_type(cell))
        {
            case raw.SQLITE_FLOAT or raw.SQLITE_INTEGER:
                value = NativeMethods.sqlite3_value_double(cell);
                reason = ReadingText.Judge(value);
                break;
            case raw.SQLITE_TEXT:
                reason = ReadingText.Judge(Text(column), out value);
                break;
            case raw.SQLITE_NULL:
                reason = DropReason.Empty;
                break;
            default:
                reason = DropReason.Malformed;
                break;
        }

        return reason is null ? value : double.NaN;
    }

    public void Dispose() => _statement?.Dispose();

    private void Check(int code)
    {
        if (code == raw.SQLITE_OK) return;
        if (code == raw.SQLITE_INTERRUPT)
        {
            Dispose();
            throw new OperationCanceledException("the reading was interrupted");
        }

        var cause = new SqliteException(raw.sqlite3_errmsg(_database).utf8_to_string(), code & 0xff, code);
        Dispose();
        throw SqliteSource.Failure(_source, cause);
    }
}
