using System.Net.Sockets;
using System.Text;

namespace VizPipeline.Tests;

/// <summary>One HTTP request over a bare socket, and what came back until the connection ended.</summary>
/// <param name="Received">As text.</param>
/// <param name="IsReset">Whether it ended in a reset; otherwise in order.</param>
internal sealed record RawExchange(string Received, bool IsReset)
{
    /// <summary>Sends all there is and reads to the end.</summary>
    public static async Task<RawExchange> SendAsync(Uri address, string head, byte[] body, CancellationToken cancel)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.Host, address.Port, cancel);
        var (received, buffer) = (new StringBuilder(), new byte[4096]);
        try
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes(head), cancel);
            await socket.SendAsync(body, cancel);
            while (await socket.ReceiveAsync(buffer, cancel) is > 0 and var count) received.Append(Encoding.UTF8.GetString(buffer, 0, count));
            return new(received.ToString(), false);
        }
        catch (SocketException)
        {
            return new(received.ToString(), true);
        }
    }

    /// <summary>An upload as a client would write it.</summary>
    public static async Task<RawExchange> UploadAsync(Uri address, byte[] content, CancellationToken cancel)
    {
        using var form = PinataClient.Form(content, ("network", "public"));
        var body = await form.ReadAsByteArrayAsync(cancel);
        var head = $"POST /v3/files HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer rehearsal-pinata\r\nContent-Type: {form.Headers.ContentType}\r\nContent-Length: {body.Length}\r\n\r\n";
        return await SendAsync(address, head, body, cancel);
    }
}
