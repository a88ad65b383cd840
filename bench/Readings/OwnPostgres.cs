using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace VizPipeline.Bench;

/// <summary>
/// A PostgreSQL of one's own, for benches and for tests: started on first use on a free loopback port with its own folder, stopped and removed at
/// the end, also when the process itself is killed.
/// </summary>
internal sealed class OwnPostgres : IAsyncDisposable
{
    public const string User = "viz";
    public const string Password = "a p@ss/word:%";

    // Ends with its standard input, so that no server outlives the process.
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

    /// <summary>Chooses the port, once; without it one that is free at that moment.</summary>
    public Func<int> ChoosePort { get; init; } = FreePort;

    /// <summary>The address of a database, <c>postgres://…</c>, with user and password.</summary>
    public string Source(string database, string user = User, string password = Password) =>
        $"postgres://{user}:{Uri.EscapeDataString(password)}@127.0.0.1:{Port}/{database}?sslmode=disable";

    /// <summary>Starts the server if it is not running and gives the address of a new, empty database.</summary>
    /// <exception cref="PostgresMissingException">PostgreSQL is not installed, or did not start.</exception>
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

    /// <inheritdoc cref="NewDatabaseAsync" path="/exception"/>
    public async Task StartAsync()
    {
        await _one.WaitAsync();
        try
        {
            if (_running is not null) return;
            var binaries = Binaries();
            if (Port == 0) await PrepareAsync();
            string[] command = ["sh", "-c", Script, binaries, Path.Combine(_folder, "data"), Port.ToString(CultureInfo.InvariantCulture)];
            var starting = Launch([.. AsPostgres(), .. command]);
            var said = await starting.StandardOutput.ReadLineAsync();
            if (said != "ready") throw new PostgresMissingException($"PostgreSQL did not start: {said}{await starting.StandardOutput.ReadToEndAsync()}{await starting.StandardError.ReadToEndAsync()}");
            _running = starting;
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

        Port = ChoosePort();
    }

    private static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
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

    /// <summary>The folder of the newest version's programs.</summary>
    public static string Binaries()
    {
        var versions = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        var found = versions.Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order().LastOrDefault();
        return found ?? throw new PostgresMissingException("PostgreSQL's server programs are missing: install the package postgresql (Debian)");
    }
}

/// <summary>There is no PostgreSQL to start. The message says what to install.</summary>
internal sealed class PostgresMissingException : Exception
{
    public PostgresMissingException() { }

    public PostgresMissingException(string message) : base(message) { }

    public PostgresMissingException(string message, Exception cause) : base(message, cause) { }
}
