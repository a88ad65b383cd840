using System.Net.Sockets;

namespace VizPipeline.Host;

/// <summary>Why a server cannot listen, in words.</summary>
internal static class ListenFault
{
    public static string Reason(Exception cause) => (cause.GetBaseException() as SocketException)?.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "the port is in use",
        SocketError.AccessDenied => "the system does not allow it",
        SocketError.AddressNotAvailable => "this machine has no such address",
        _ => cause.Message,
    };
}
