using System.Net;
using System.Net.Sockets;

namespace VizPipeline.Storage;

/// <summary>Connects to a receiver; to one outside the public internet only if that is allowed.</summary>
/// <remarks>The address that was looked at is the one that is connected to: what a name stands for a moment later changes nothing.</remarks>
internal static class WebhookConnection
{
    public static SocketsHttpHandler Handler(WebhookTarget target) => new()
    {
        // A redirection could lead anywhere, and a proxy would look up the name itself.
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ActivityHeadersPropagator = TraceContext.Of(target.SendsTraceContext),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectCallback = (context, cancel) => ConnectAsync(context.DnsEndPoint, target.AllowPrivate, cancel),
    };

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint receiver, bool allowPrivate, CancellationToken cancel)
    {
        var found = await Dns.GetHostAddressesAsync(receiver.Host, cancel);
        var allowed = allowPrivate ? found : [.. found.Where(PublicAddress.Is)];
        if (found.Length > 0 && allowed.Length == 0) throw new PrivateAddressException($"{receiver.Host} is {found[0]}, not an address of the public internet; WEBHOOK_ALLOW_PRIVATE=true allows it");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, receiver.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A receiver that may not be connected to.</summary>
internal sealed class PrivateAddressException(string message) : IOException(message);
