using Microsoft.Data.Sqlite;

namespace VizPipeline.Storage;

/// <summary>The statements of one connection, each prepared at first use. Belongs to one thread at a time.</summary>
public sealed class PreparedStatements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteStatement> _known = [];

    /// <summary>The statement of this text, reset; its parameters keep what was bound last.</summary>
    public SqliteStatement this[string sql]
    {
        get
        {
            if (!_known.TryGetValue(sql, out var statement)) _known[sql] = statement = new(connection, sql);
            else statement.Reset();
            return statement;
        }
    }

    public void Dispose()
    {
        foreach (var statement in _known.Values) statement.Dispose();
    }
}
