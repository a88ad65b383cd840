using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace VizPipeline.Storage;

/// <summary>
/// The one writer of a database. Whatever is waiting becomes one transaction, so that thousands of callers share a flush to disk;
/// each caller completes after the commit of its group. A group that fails fails all its callers, and the next one starts afresh.
/// </summary>
public sealed class GroupWriter : IAsyncDisposable
{
    /// <summary>Writes in one transaction at most; as many again may wait before callers are held back.</summary>
    public const int MostInGroup = 4096;

    private readonly SqliteConnection _connection;
    private readonly string _path;
    private readonly PreparedStatements _statements;
    private readonly Channel<GroupedWrite> _waiting = Channel.CreateBounded<GroupedWrite>(
        new BoundedChannelOptions(MostInGroup) { SingleReader = true });
    private readonly Task _pump;

    /// <summary>Opens a database of the home folder for writing, made when missing and migrated when older.</summary>
    /// <exception cref="HomeUnavailableException">It cannot be opened or made.</exception>
    /// <exception cref="StoreRefusedException">It was written by a newer version.</exception>
    public GroupWriter(string path, SqliteSchema schema)
    {
        _path = path;
        _connection = OwnDatabase.Open(path, schema);
        _statements = new(_connection);
        _pump = Task.Run(PumpAsync);
    }

    /// <summary>Runs <paramref name="write"/> in a transaction with others and completes when it is durable.</summary>
    /// <param name="write">Short, and only with the statements it is given.</param>
    /// <param name="cancel">Ends the wait; a write that was taken in is still made.</param>
    /// <exception cref="HomeUnavailableException">SQLite could not write; nothing of this write was kept.</exception>
    /// <exception cref="ObjectDisposedException">The writer is closed.</exception>
    public Task<TResult> WriteAsync<TResult>(Func<PreparedStatements, TResult> write, CancellationToken cancel)
    {
        var waiting = new GroupedWrite<TResult>(write);
        return !cancel.IsCancellationRequested && _waiting.Writer.TryWrite(waiting) ? waiting.Task.WaitAsync(cancel) : QueueAsync(waiting, cancel);
    }

    /// <inheritdoc cref="WriteAsync{TResult}"/>
    public Task WriteAsync(Action<PreparedStatements> write, CancellationToken cancel) => WriteAsync(
        statements =>
        {
            write(statements);
            return true;
        },
        cancel);

    /// <summary>Makes the writes that were taken in, then closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _pump;
        _statements.Dispose();
        await _connection.DisposeAsync();
    }

    // There is no room, or the writer is closed.
    private async Task<TResult> QueueAsync<TResult>(GroupedWrite<TResult> waiting, CancellationToken cancel)
    {
        try
        {
            await _waiting.Writer.WriteAsync(waiting, cancel);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(_path);
        }

        return await waiting.Task.WaitAsync(cancel);
    }

    private async Task PumpAsync()
    {
        var group = new List<GroupedWrite>();
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (group.Count < MostInGroup && _waiting.Reader.TryRead(out var write)) group.Add(write);

            // As a task, so that whatever a write throws becomes its callers' failure and never ends the pump.
            var commit = Task.Run(() => Commit(group));
            await commit.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var failure = commit.Exception?.InnerException;
            if (failure is SqliteException cause) failure = SqliteFaults.ToHomeUnavailable(cause, _path);
            foreach (var write in group) write.Complete(failure);
            group.Clear();
        }
    }

    private void Commit(List<GroupedWrite> group)
    {
        SqliteFile.Execute(_connection, "BEGIN IMMEDIATE");
        try
        {
            foreach (var write in group) write.Apply(_statements);
            SqliteFile.Execute(_connection, "COMMIT");
        }
        finally
        {
            // SQLite ends the transaction itself after some errors, a full disk among them.
            if (SqliteFile.IsInTransaction(_connection)) SqliteFile.Execute(_connection, "ROLLBACK");
        }
    }
}
