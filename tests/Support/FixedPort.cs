using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace VizPipeline.Tests.Support;

/// <summary>
/// Loopback ports for servers that must be told theirs, or that stop and come back to it. They lie below those of which the system gives one to every outgoing
/// connection: there, a port that was free a moment ago may be taken before its server listens.
/// </summary>
internal static class FixedPort
{
    private const int End = 30_000, Count = 10_000, Privileged = 1024;
    private const string OfConnections = "/proc/sys/net/ipv4/ip_local_port_range";

    // Another process of the tests begins elsewhere.
    private static int _given = Random.Shared.Next(Count);

    /// <summary>A port on which nobody listens, other than those that were given before.</summary>
    public static int Next()
    {
        var first = First();
        for (var tries = 0; tries < Count; tries++)
        {
            var port = first + (int)((uint)Interlocked.Increment(ref _given) % Count);
            if (IsFree(port)) return port;
        }

        throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"none of the {Count} ports from {first} on is free"));
    }

    private static int First()
    {
        var lowest = File.Exists(OfConnections) ? int.Parse(string.Concat(File.ReadAllText(OfConnections).TakeWhile(char.IsAsciiDigit)), CultureInfo.InvariantCulture) : End;
        var first = Math.Min(End, lowest) - Count;
        return first >= Privileged ? first : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
            $"the tests need {Count} ports that no outgoing connection gets; {OfConnections} gives away all from {lowest} on"));
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }
}
