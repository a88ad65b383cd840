using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Hosting.Systemd;
using VizPipeline.Host;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What systemd would hear, on a socket such as it opens.</summary>
public sealed class SupervisorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_message_is_one_datagram_on_a_socket_with_a_path_or_an_abstract_name(bool hasPath)
    {
        var name = hasPath ? _folder["notify"] : $"\0viz-{Guid.NewGuid():N}";
        using var systemd = Listen(name);
        var supervisor = At(name);
        supervisor.Ready();
        supervisor.Alive();
        supervisor.Status("drawing hunter22\nREADY=1");
        supervisor.Stopping();
        Assert.Equal(["READY=1", "WATCHDOG=1", "STATUS=drawing ***?READY=1", "STOPPING=1"], Enumerable.Range(0, 4).Select(_ => Hear(systemd)));
    }

    [Fact]
    public void Where_nobody_listens_nothing_happens()
    {
        At(null).Ready();
        var name = _folder["gone"];
        using (Listen(name)) At(name).Ready();
        At(name).Alive();
        File.Delete(name);
        At(name).Alive();
    }

    [Theory]
    [InlineData("60000000", null, 30)]
    [InlineData("60000000", "7", 30)]
    [InlineData("60000000", "8", null)]
    [InlineData("0", null, null)]
    [InlineData("soon", null, null)]
    [InlineData(null, null, null)]
    public void It_is_alive_twice_in_the_time_that_systemd_gives_this_process(string? microseconds, string? process, int? seconds)
    {
        var environment = new Dictionary<string, string>();
        if (microseconds is not null) environment["WATCHDOG_USEC"] = microseconds;
        if (process is not null) environment["WATCHDOG_PID"] = process;
        Assert.Equal(seconds is { } expected ? TimeSpan.FromSeconds(expected) : null, new Supervisor(New(null), environment, processId: 7, text => text).WatchdogInterval);
    }

    [Fact]
    public async Task A_running_service_says_that_it_lives_and_what_it_does_without_a_secret()
    {
        var name = _folder["notify"];
        using var systemd = Listen(name);
        var supervisor = new Supervisor(New(name), new Dictionary<string, string> { ["WATCHDOG_USEC"] = "3600000000" }, processId: 7, text => text.Replace("hunter22", "***", StringComparison.Ordinal));
        var (noon, over) = (NodaTime.Instant.FromUtc(2025, 10, 30, 12, 0), new CancellationTokenSource());
        DependencyState away = new(Dependencies.Readings, IsUp: false, "no answer", noon, NextTry: null);
        var state = new VizPipeline.Host.ServiceState(noon, noon, "drawing hunter22", NextDue: null, CaughtUp: false, Backlog: 1200, Published: 34, PerMinute: 0, [away]);
        var watching = new Watchdog(supervisor, () => state, TimeProvider.System, NodaTime.Duration.FromMinutes(12)).WatchAsync(over.Token);
        Assert.Equal(["WATCHDOG=1", "STATUS=readings is down; drawing ***, 1,200 windows left, 34 pictures since the start"], Enumerable.Range(0, 2).Select(_ => Hear(systemd)));
        await over.CancelAsync();
        await watching;
        over.Dispose();
    }

    private static Supervisor At(string? name) => new(New(name), new Dictionary<string, string>(), processId: 7, text => text.Replace("hunter22", "***", StringComparison.Ordinal));

    private static Socket Listen(string name)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 10_000 };
        socket.Bind(new UnixDomainSocketEndPoint(name));
        return socket;
    }

    private static string Hear(Socket systemd)
    {
        var bytes = new byte[1024];
        return Encoding.UTF8.GetString(bytes, 0, systemd.Receive(bytes));
    }

    // The library's own way for tests; in the program it reads NOTIFY_SOCKET, which is one for the whole process, and in which @ stands for the zero of an abstract name.
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern SystemdNotifier New(string? socketPath);
}
