using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace VizPipeline.Storage;

/// <summary>The header by which a receiver knows who sent a body and when: <c>t=1736928000,v1=5257a8…</c>.</summary>
public static class WebhookSignature
{
    public const string Header = "X-Viz-Signature";

    /// <summary>v1 is HMAC-SHA256 over the Unix time in digits, a point and the body, in lower-case hexadecimal; the key is the secret's UTF-8 bytes.</summary>
    public static string Of(string secret, long unixSeconds, ReadOnlySpan<byte> body)
    {
        var time = unixSeconds.ToString(CultureInfo.InvariantCulture);
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        mac.AppendData(Encoding.ASCII.GetBytes(time + "."));
        mac.AppendData(body);
        return $"t={time},v1={Convert.ToHexStringLower(mac.GetHashAndReset())}";
    }
}
