using Microsoft.Data.Sqlite;
using VizPipeline.Storage;

namespace VizPipeline.Tests;

internal sealed class GroupedNumbers(string path) : INumberWriter
{
    private readonly GroupWriter _writer = new(path, GroupWriterLaws.Numbers);

    public Task WriteAsync(int number) => _writer.WriteAsync(prepared => Insert(prepared["INSERT INTO numbers (number) VALUES (?1)"], number), default);

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private static void Insert(SqliteStatement insert, int number)
    {
        insert.Bind(1, number);
        insert.Run();
    }
}

/// <summary>The mutant: completes a write when it was made, and commits every hundredth and at the end.</summary>
internal sealed class HastyNumbers : INumberWriter
{
    private readonly SqliteConnection _connection;
    private readonly Lock _gate = new();
    private int _count;

    public HastyNumbers(string path)
    {
        _connection = OwnDatabase.Open(path, GroupWriterLaws.Numbers);
        SqliteFile.Execute(_connection, "BEGIN");
    }

    public Task WriteAsync(int number)
    {
        lock (_gate)
        {
            SqliteFile.Execute(_connection, $"INSERT INTO numbers (number) VALUES ({number})");
            if (++_count % 100 == 0) SqliteFile.Execute(_connection, "COMMIT; BEGIN");
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        SqliteFile.Execute(_connection, "COMMIT");
        return _connection.DisposeAsync();
    }
}
