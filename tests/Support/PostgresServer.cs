using VizPipeline.Bench;
using VizPipeline.Tests.Support;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace VizPipeline.Tests.Support;

/// <summary>A PostgreSQL of the tests' own, shared by all of them; a missing one fails the test with the reason. Tests that stop it make one for themselves.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    public const string User = OwnPostgres.User;
    public const string Password = OwnPostgres.Password;

    private readonly OwnPostgres _server = new() { ChoosePort = FixedPort.Next };

    public int Port => _server.Port;

    /// <inheritdoc cref="OwnPostgres.Source"/>
    public string Source(string database, string user = User, string password = Password) => _server.Source(database, user, password);

    /// <inheritdoc cref="OwnPostgres.NewDatabaseAsync"/>
    public Task<string> NewDatabaseAsync() => _server.NewDatabaseAsync();

    public static Task ExecuteAsync(string source, string sql) => OwnPostgres.ExecuteAsync(source, sql);

    /// <inheritdoc cref="OwnPostgres.StartAsync"/>
    public Task StartAsync() => _server.StartAsync();

    /// <inheritdoc cref="OwnPostgres.StopAsync"/>
    public Task StopAsync() => _server.StopAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
