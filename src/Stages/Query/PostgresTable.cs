using Npgsql;

namespace VizPipeline.Stages;

/// <summary>A table as the server describes it: its quoted name, and each column's own spelling and type.</summary>
internal sealed record PostgresTable(string QuotedName, IReadOnlyList<PostgresTable.Column> Columns)
{
    public sealed record Column(string Name, string Type)
    {
        public string Quoted => SqlName.Quote(Name);
    }

    private const string ColumnsOf =
        "SELECT attname, atttypid::regtype::text FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum";

    private const string AllTables = """
        SELECT CASE WHEN n.nspname = ANY (current_schemas(false)) THEN c.relname ELSE n.nspname || '.' || c.relname END
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' ORDER BY 1 LIMIT 50
        """;

    /// <exception cref="SourceException">There is no such table; says which there are.</exception>
    public static async ValueTask<PostgresTable> FindAsync(NpgsqlConnection connection, string source, string table, CancellationToken cancel)
    {
        foreach (var quoted in (string[])[SqlName.Quote(table), string.Join('.', table.Split('.').Select(SqlName.Quote))])
        {
            var columns = await RowsAsync(connection, ColumnsOf, row => new Column(row.GetString(0), row.GetString(1)), quoted, cancel);
            if (columns.Count > 0) return new(quoted, columns);
        }

        var tables = await RowsAsync(connection, AllTables, row => row.GetString(0), null, cancel);
        throw new SourceException($"{source} has no table {table}; its tables: {SqlName.Listed(tables)}");
    }

    public bool Has(string name) => Columns.Any(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The column of that name; where none has it exactly, one that differs in case alone.</summary>
    /// <exception cref="SourceException">There is none; says which there are.</exception>
    public Column Find(string source, string name) =>
        Columns.FirstOrDefault(column => column.Name == name)
        ?? Columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new SourceException($"{source}: table {QuotedName} has no column {name}; its columns: {SqlName.Listed(Columns.Select(column => column.Name))}");

    private static async ValueTask<List<T>> RowsAsync<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, string? parameter, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        if (parameter is not null) command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = parameter });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancel)) rows.Add(read(reader));
        return rows;
    }
}
