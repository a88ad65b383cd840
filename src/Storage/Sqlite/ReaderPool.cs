using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace VizPipeline.Storage;

/// <summary>A few connections for reading, each with its prepared statements. Reading never waits for the writer, and for another reader only a moment; what a writer commits, also one that comes later, the next read sees.</summary>
/// <param name="path">The database; a failure names it.</param>
public sealed class ReaderPool(string path) : IDisposable
{
    // A read takes microseconds and a connection half a megabyte: one for every thread that may ever read would cost far more than a turn.
    private const int Most = 4;

    private readonly ConcurrentBag<Reader> _idle = [];
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
                if (!reader.IsAsItLay)
                {
                    _idle.Add(reader);
                    returned = true;
                }

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
    private Reader Open()
    {
        var connection = SqliteFile.OpenForeign(path, out var isAsItLay);
        SqliteFile.Execute(connection, "PRAGMA cache_size = -128");
        return new(connection, new(connection), isAsItLay);
    }

    private static void Close(Reader reader)
    {
        reader.Statements.Dispose();
        reader.Connection.Dispose();
    }

    /// <param name="Connection">For one read at a time.</param>
    /// <param name="Statements">Its own.</param>
    /// <param name="IsAsItLay">Whether it would not see a writer that begins later; then it serves one read and no more.</param>
    private readonly record struct Reader(SqliteConnection Connection, PreparedStatements Statements, bool IsAsItLay);
}
