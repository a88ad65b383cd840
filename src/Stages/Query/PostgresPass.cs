using System.Collections.Immutable;
using Npgsql;

namespace VizPipeline.Stages;

/// <summary>One pass over a table on a connection of its own. What the server or the network does wrong comes out as <see cref="SourceException"/>.</summary>
internal sealed class PostgresPass : IAsyncDisposable
{
    private readonly string _source;
    private readonly NpgsqlConnection _connection;
    private NpgsqlCommand? _command;
    private bool _finished;

    private PostgresPass(string source, string connection)
    {
        _source = source;
        _connection = new(connection);
    }

    public NpgsqlDataReader Reader { get; private set; } = null!;

    /// <summary>Which values come as text.</summary>
    public ImmutableArray<bool> IsText { get; private set; }

    public static async ValueTask<PostgresPass> OpenAsync(
        string source, string connection, TableLayout layout, Func<PostgresTable, PostgresSelect> select, CancellationToken cancel)
    {
        var pass = new PostgresPass(source, connection);
        try
        {
            await pass._connection.OpenAsync(cancel);
            var table = await PostgresTable.FindAsync(pass._connection, source, layout.Table, cancel);
            var (sql, parameters, isText) = select(table);
            pass.IsText = isText;
            pass._command = new(sql, pass._connection);
            pass._command.Parameters.AddRange(parameters.ToArray());
            pass.Reader = await pass._command.ExecuteReaderAsync(cancel);
            return pass;
        }
        catch (NpgsqlException cause)
        {
            await pass.DisposeAsync();
            throw PostgresFaults.Of(source, cause);
        }
        catch
        {
            await pass.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether there is another row, now current.</summary>
    public async ValueTask<bool> NextAsync(CancellationToken cancel)
    {
        try
        {
            return !(_finished = !await Reader.ReadAsync(cancel));
        }
        catch (NpgsqlException cause)
        {
            _finished = true;
            throw PostgresFaults.Of(_source, cause);
        }
    }

    /// <summary>Adds rows until the buffer is full; gives the instant of the last one, before which none comes any more, and null at the end.</summary>
    /// <param name="buffer">Hears of rows without an instant.</param>
    /// <param name="add">Adds the current row at this instant.</param>
    /// <param name="cancel">Ends the pass.</param>
    public async ValueTask<long?> FillAsync(RowBuffer buffer, Action<long> add, CancellationToken cancel)
    {
        try
        {
            while (!(_finished = !await Reader.ReadAsync(cancel)))
            {
                if (!TryTime(out var ticks))
                {
                    buffer.AddBadTime();
                    continue;
                }

                add(ticks);
                if (buffer.IsFull) return ticks;
            }

            return null;
        }
        catch (NpgsqlException cause)
        {
            _finished = true;
            throw PostgresFaults.Of(_source, cause);
        }
    }

    /// <summary>The instant in column 0 of the current row; false for null, infinity, and outside the years 1 to 9999.</summary>
    public bool TryTime(out long ticks)
    {
        ticks = 0;
        return !Reader.IsDBNull(0) && PostgresSelect.TryTicks(Reader.GetFieldValue<long>(0), out ticks);
    }

    public async ValueTask DisposeAsync()
    {
        // Left early, a reader would first fetch all the rest.
        if (Reader is not null && !_finished) _command!.Cancel();
        if (Reader is not null) await Reader.DisposeAsync();
        if (_command is not null) await _command.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
