using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using VizPipeline.Tests.Support;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace VizPipeline.Tests.Support;

/// <summary>
/// A PostgreSQL of the tests' own: started on first use on a free loopback port with its own folder, stopped and removed at the end,
/// also when the tests themselves are killed. Tests that stop it make one for themselves.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    public const string User = "viz";
    public const string Password = "a p@ss/word:%";

    // Ends with its standard input, so that no server outlives the tests.
    private const string Script = """
        set -e
        if [ ! -f "$1/PG_VERSION" ]; then "$0/initdb" -D "$1" -U viz --pwfile="$1.password" -A scram-sha-256 -E UTF8 --locale=C --no-sync >"$1.log" 2>&1 || { cat "$1.log"; exit 1; }; fi
        "$0/pg_ctl" -D "$1" -w -t 60 -l "$1.log" -o "-p $2 -h 127.0.0.1 -k $1 -c fsync=off -c timezone=Asia/Kathmandu" start >/dev/null || { cat "$1.log"; exit 1; }
        echo ready
        cat >/dev/null || true
        "$0/pg_ctl" -D "$1" -m immediate stop >/dev/null 2>&1 || true
        """;

    private readonly SemaphoreSlim _one = new(1);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"viz-postgres-{Guid.NewGuid():N}");
    private Process? _running;
    private int _databases;

    public int Port { get; private set; }

    /// <summary>The address of a database, <c>postgres://…</c>, with user and password.</summary>
    public string Source(string database, string user = User, string password = Password) =>
        $"postgres://{user}:{Uri.EscapeDataString(password)}@127.0.0.1:{Port}/{database}?sslmode=disable";

    /// <summary>Starts the server if it is not running and gives the address of a new, empty database.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        await StartAsync();
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync(Source("postgres"), $"CREATE DATABASE {name}");
        return Source(name);
    }

    public static async Task ExecuteAsync(string source, string sql)
    {
        await using var connection = new NpgsqlConnection(Stages.PostgresAddress.Parse(source).ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task StartAsync()
    {
        await _one.WaitAsync();
        try
        {
            if (_running is not null) return;
            if (Port == 0) await PrepareAsync();
            string[] command = ["sh", "-c", Script, Binaries(), Path.Combine(_folder, "data"), Port.ToString(CultureInfo.InvariantCulture)];
            _running = Launch([.. AsPostgres(), .. command]);
            var said = await _running.StandardOutput.ReadLineAsync();
            if (said == "ready") return;
            said += await _running.StandardOutput.ReadToEndAsync() + await _running.StandardError.ReadToEndAsync();
            _running = null;
            Assert.Fail($"PostgreSQL did not start: {said}");
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Stops it at once, as a crash would; <see cref="StartAsync"/> starts it again on the same port.</summary>
    public async Task StopAsync()
    {
        if (_running is null) return;
        _running.StandardInput.Close();
        await _running.WaitForExitAsync();
        _running.Dispose();
        _running = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
        _one.Dispose();
    }

    private async Task PrepareAsync()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "data"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "data.password"), Password);
        if (AsPostgres().Length > 0)
        {
            using var owner = Launch(["chown", "-R", "postgres:", _folder]);
            await owner.WaitForExitAsync();
        }

        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Port = ((IPEndPoint)free.LocalEndpoint).Port;
    }

    private static Process Launch(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        start.Environment["LC_ALL"] = "C";
        return Process.Start(start)!;
    }

    // initdb refuses root.
    private static string[] AsPostgres() =>
        Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] : [];

    private static string Binaries()
    {
        var versions = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        var found = versions.Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order().LastOrDefault();
        Assert.True(found is not null, "PostgreSQL's server programs are missing: install the package postgresql (Debian)");
        return found;
    }
}
