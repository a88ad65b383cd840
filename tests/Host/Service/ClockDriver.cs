using System.Net.Sockets;
using NodaTime;
using NodaTime.Text;

namespace VizPipeline.Tests;

/// <summary>The other end of <c>--clock</c>: moves the clock of a real process.</summary>
internal sealed class ClockDriver : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private Socket? _peer;
    private StreamReader? _reader;
    private StreamWriter? _writer;

    public ClockDriver(string path, Instant beginning)
    {
        (Path, Now) = (path, beginning);
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
    }

    public string Path { get; }

    /// <summary>Where the clock was last moved to.</summary>
    public Instant Now { get; private set; }

    /// <summary>Waits for a process, and tells it what time it is.</summary>
    public async Task MeetAsync()
    {
        Leave();
        using var patience = new CancellationTokenSource(Patience);
        _peer = await _listener.AcceptAsync(patience.Token);
        var stream = new NetworkStream(_peer);
        (_reader, _writer) = (new(stream), new(stream) { AutoFlush = true });
        await _writer.WriteLineAsync(InstantPattern.ExtendedIso.Format(Now));
    }

    /// <summary>Moves the clock; true when the service has come to rest there, false when its process is gone.</summary>
    public async Task<bool> MoveToAsync(Instant at)
    {
        Now = at;
        try
        {
            await _writer!.WriteLineAsync(InstantPattern.ExtendedIso.Format(at));
            using var patience = new CancellationTokenSource(Patience);
            return await _reader!.ReadLineAsync(patience.Token) is not null;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        Leave();
        _listener.Dispose();
    }

    private void Leave()
    {
        _reader?.Dispose();
        _peer?.Dispose();
    }
}
