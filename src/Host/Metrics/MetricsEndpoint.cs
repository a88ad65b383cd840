using System.Globalization;
using System.Net;

namespace VizPipeline.Host;

/// <summary>Where metrics can be read: text of the form <c>[ADDRESS:]PORT</c>.</summary>
internal static class MetricsEndpoint
{
    public const string Allowed = "a port, or an address of this machine and a port, such as 9464, 0.0.0.0:9464 or [::1]:9464";

    /// <summary>Null for anything else. Without an address it is this machine's own, which others cannot reach.</summary>
    public static IPEndPoint? Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        if (!ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)) return null;
        return text[..Math.Max(colon, 0)] switch
        {
            "" or "localhost" => new(IPAddress.Loopback, port),
            ['[', .. var inner, ']'] => IPAddress.TryParse(inner, out var six) && six.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? new(six, port) : null,
            var four => IPAddress.TryParse(four, out var address) && address.ToString() == four && !four.Contains(':', StringComparison.Ordinal) ? new(address, port) : null,
        };
    }

    public static IPEndPoint? Read(Given given, Setting setting, Findings findings)
    {
        if (Parse(given.Text) is { } endpoint) return endpoint;
        findings.Add(given.Where, $"\"{Plain.Of(given.Text)}\" will not do; it must be {setting.Allowed}");
        return null;
    }
}
