using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace VizPipeline.Storage;

/// <summary>A few connections for reading, each with its prepared statements. Reading never waits for the writer, and for another reader only a moment.</summary>
/// <param name="path">The database; a failure names it.</param>
public sealed class ReaderPool(string path) : IDisposable
{
    // A read takes microseconds and a connection half a megabyte: one for every thread that may ever read would cost far more than a turn.
    private const int Most = 4;

    private readonly ConcurrentBag<(SqliteConnection Connection, PreparedStatements Statements)> _idle = [];
    private readonly SemaphoreSlim _turn = new(Most, Most);

    /// <exception cref="HomeUnavailableException">SQLite could not read.</exception>
    public TResult Read<TResult>(Func<PreparedStatements, TResult> read)
    {
        _turn.Wait();
        try
        {
            var reader = _idle.TryTake(out var idle) ? idle : Open();
            var returned = false;
            try
            {
                var result = read(reader.Statements);
                _idle.Add(reader);
                returned = true;
                return result;
            }
            finally
            {
                if (!returned) Close(reader);
            }
        }
        catch (SqliteException cause)
        {
            throw SqliteFaults.ToHomeUnavailable(cause, path);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _turn.Dispose();
        while (_idle.TryTake(out var reader)) Close(reader);
    }

    // Readers look up single rows: the system's own cache of the file serves them all, and theirs stay small.
    private (SqliteConnection Connection, PreparedStatements Statements) Open()
    {
        var connection = SqliteFile.OpenForeign(path);
        SqliteFile.Execute(connection, "PRAGMA cache_size = -128");
        return (connection, new(connection));
    }

    private static void Close((SqliteConnection Connection, PreparedStatements Statements) reader)
    {
        reader.Statements.Dispose();
        reader.Connection.Dispose();
    }
}
