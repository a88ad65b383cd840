using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace VizPipeline.Storage;

/// <summary>Tells addresses of the public internet from those of a private, local or otherwise special network.</summary>
/// <remarks>After the registries of RFC 6890: IANA's special-purpose addresses of IPv4 and IPv6.</remarks>
public static class PublicAddress
{
    private static readonly ImmutableArray<IPNetwork> Special =
    [
        .. ((string[])[
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        ]).Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    public static bool Is(IPAddress address)
    {
        // The same machine by another name: IPv4 written as IPv6, or reached through a translator.
        if (address.IsIPv4MappedToIPv6) return Is(address.MapToIPv4());
        if (Translated.Contains(address)) return Is(new IPAddress(address.GetAddressBytes()[12..]));
        return (address.AddressFamily == AddressFamily.InterNetwork || Global.Contains(address)) && !Special.Any(network => network.Contains(address));
    }
}
