using System.Net.Sockets;
using NodaTime;
using NodaTime.Text;

namespace VizPipeline.Host;

/// <summary>
/// A clock that somebody else moves, over a Unix socket, so that months of a service can be lived through in minutes. Each line that comes is an instant; the clock
/// goes there by way of everything that is due before, and answers with a line as soon as the service has come to rest.
/// </summary>
/// <remarks>Time stands still while the service works. Work that itself waits for long is recognised by the process having had nothing to do for half a second.</remarks>
internal sealed class DrivenClock : IClock, INap, IDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20), Idle = TimeSpan.FromMilliseconds(1);
    private const int GlancesAtRest = 25;

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly StreamReader _reader;
    private readonly StreamWriter _writer;
    private readonly Lock _lock = new();
    private readonly Instant _beginning;
    private TaskCompletionSource<bool> _resting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (Instant? Until, TaskCompletionSource Wake)? _nap;

    private DrivenClock(string path)
    {
        _socket.Connect(new UnixDomainSocketEndPoint(path));
        var stream = new NetworkStream(_socket);
        (_reader, _writer) = (new(stream), new(stream) { AutoFlush = true });
        _beginning = ReadInstant(_reader.ReadLine()) ?? throw new IOException($"{path}: it did not say what time it is");
    }

    /// <summary>The time of timers.</summary>
    public DrivenTimers Timers { get; } = new();

    /// <summary>Whether somebody else was asked something and has not answered yet: that is no rest.</summary>
    public Func<bool> IsAsking { get; set; } = () => false;

    /// <summary>Connects, and takes the first line as the time that it is.</summary>
    /// <exception cref="IOException">Nobody listens there, or says no instant.</exception>
    public static DrivenClock Connect(string path)
    {
        try
        {
            return new(path);
        }
        catch (SocketException cause)
        {
            throw new IOException($"{path}: nobody drives a clock there: {cause.Message}", cause);
        }
    }

    public Instant GetCurrentInstant() => _beginning + Duration.FromTimeSpan(Timers.Elapsed);

    /// <summary>Follows whoever drives, until that one goes or the process ends.</summary>
    public async Task FollowAsync(CancellationToken cancel)
    {
        try
        {
            while (await _reader.ReadLineAsync(cancel) is { } line)
            {
                if (ReadInstant(line) is { } target) await MoveToAsync(target, cancel);
                await _writer.WriteLineAsync(InstantPattern.ExtendedIso.Format(GetCurrentInstant()));
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // Time stands still from here on.
        }
    }

    public async Task UntilAsync(Instant? until, Task waking, CancellationToken cancel)
    {
        var wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (until <= GetCurrentInstant()) return;
            _nap = (until, wake);
            _resting.TrySetResult(true);
        }

        using (var over = CancellationTokenSource.CreateLinkedTokenSource(cancel))
        {
            await Task.WhenAny(wake.Task, waking, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, over.Token));
            await over.CancelAsync();
        }

        lock (_lock)
        {
            _nap = null;
            if (_resting.Task.IsCompleted) _resting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _socket.Dispose();
    }

    private async Task MoveToAsync(Instant target, CancellationToken cancel)
    {
        while (true)
        {
            await RestAsync(cancel);
            var (timer, nap) = (Timers.NextDue is { } due ? _beginning + Duration.FromTimeSpan(due) : (Instant?)null, NapEnd());
            var next = nap is { } end && !(timer < end) ? end : timer;
            if (next is not { } at || at > target) break;

            Timers.MoveTo((at - _beginning).ToTimeSpan());
            Wake(at);
        }

        Timers.MoveTo((target - _beginning).ToTimeSpan());
    }

    private Instant? NapEnd()
    {
        lock (_lock) return _nap?.Until;
    }

    private void Wake(Instant at)
    {
        lock (_lock)
        {
            if (_nap is not { Until: { } until } nap || until > at) return;

            _nap = null;
            _resting = new(TaskCreationOptions.RunContinuationsAsynchronously);
            nap.Wake.TrySetResult();
        }
    }

    // The service has lain down, or its work waits for a timer: then the process has nothing to do.
    private async Task RestAsync(CancellationToken cancel)
    {
        var quiet = 0;
        while (quiet < GlancesAtRest)
        {
            Task resting;
            lock (_lock) resting = _resting.Task;
            var before = Environment.CpuUsage.TotalTime;
            if (await Task.WhenAny(resting, Task.Delay(Glance, TimeProvider.System, cancel)) == resting) return;

            quiet = Environment.CpuUsage.TotalTime - before < Idle && Timers.NextDue is not null && !IsAsking() ? quiet + 1 : 0;
            cancel.ThrowIfCancellationRequested();
        }
    }

    private static Instant? ReadInstant(string? line) => line is not null && InstantPattern.ExtendedIso.Parse(line) is { Success: true } parsed ? parsed.Value : null;
}
