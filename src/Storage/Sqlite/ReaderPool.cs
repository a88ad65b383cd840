using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace VizPipeline.Storage;

/// <summary>Connections for reading, as many as are used at once, each with its prepared statements. Reading never waits for the writer.</summary>
/// <param name="path">The database; a failure names it.</param>
public sealed class ReaderPool(string path) : IDisposable
{
    private readonly ConcurrentBag<(SqliteConnection Connection, PreparedStatements Statements)> _idle = [];

    /// <exception cref="HomeUnavailableException">SQLite could not read.</exception>
    public TResult Read<TResult>(Func<PreparedStatements, TResult> read)
    {
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
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var reader)) Close(reader);
    }

    private (SqliteConnection Connection, PreparedStatements Statements) Open()
    {
        var connection = SqliteFile.OpenForeign(path);
        return (connection, new(connection));
    }

    private static void Close((SqliteConnection Connection, PreparedStatements Statements) reader)
    {
        reader.Statements.Dispose();
        reader.Connection.Dispose();
    }
}
