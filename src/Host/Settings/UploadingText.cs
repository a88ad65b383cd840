using System.Globalization;

namespace VizPipeline.Host;

/// <summary>What <c>viz config</c> says of uploading: whether, why, where to, how fast.</summary>
internal static class UploadingText
{
    public static IEnumerable<string> Lines(SettingsReading reading)
    {
        var publish = reading.Partial.Publish;
        yield return $"uploading is {(publish.IsOn ? "on" : "off")}: {publish.Why}";
        if (publish is { Pinata: { } pinata, Cloudflare: { } cloudflare })
        {
            var group = pinata.Options.GroupId is { } id ? $", group {id}" : "";
            var writes = cloudflare.WritesPerDay is { } most ? Text($"{most:N0} keys a day") : "any number of keys a day";
            yield return Text($"  pictures go to {pinata.Options.Uploads.Authority}{group}, public, {pinata.RequestsPerMinute:N0} requests a minute");
            yield return Text($"  keys go to {cloudflare.Options.Api.Authority}, {cloudflare.RequestsPer5Minutes:N0} requests in 5 minutes, {writes}");
            yield return $"  pictures {(publish.DeleteLocalFiles ? "leave" : "stay in")} the home folder once they are published";
            yield return "  viz test-upload proves that it works";
        }
        else if (reading.Problems.IsEmpty)
        {
            yield return "  pictures and index stay in the home folder";
        }
    }

    public static object Document(PublishSettings publish) => new
    {
        on = publish.IsOn,
        why = publish.Why,
        pictures = publish is { IsOn: true, Pinata: { } pinata }
            ? new { to = pinata.Options.Uploads.Authority, group = pinata.Options.GroupId, requestsPerMinute = pinata.RequestsPerMinute, leaveTheHomeFolder = publish.DeleteLocalFiles }
            : null,
        keys = publish is { IsOn: true, Cloudflare: { } cloudflare }
            ? new { to = cloudflare.Options.Api.Authority, requestsPer5Minutes = cloudflare.RequestsPer5Minutes, writesPerDay = cloudflare.WritesPerDay }
            : null,
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
