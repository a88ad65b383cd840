using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>Reads the settings of the webhook. Its address may hold a secret in its path, so only its beginning is ever repeated.</summary>
internal static class WebhookReader
{
    public const string AddressAllowed = "an address of the form https://host/path, without a user or a fragment";

    private const string Hidden = "***";

    /// <summary>Null without a webhook.</summary>
    public static WebhookSettings? Read(SettingChoice choice, bool sendsTraceContext, Findings findings)
    {
        var (address, secret) = (choice.Take(Catalogue.WebhookUrl), choice.Take(Catalogue.WebhookSecret));
        var (allowHttp, allowPrivate) = (choice.Take(Catalogue.WebhookAllowHttp), choice.Take(Catalogue.WebhookAllowPrivate));
        if (choice.IsSet(Catalogue.WebhookUrl) != choice.IsSet(Catalogue.WebhookSecret))
        {
            var (url, key) = (Catalogue.WebhookUrl.Name, Catalogue.WebhookSecret.Name);
            var (set, missing) = choice.IsSet(Catalogue.WebhookUrl) ? (url, key) : (key, url);
            findings.Add("webhook", $"not set: {missing}; set it, or unset {set} to send no events");
        }

        if (address is { Scheme: "http" } && !allowHttp)
        {
            findings.Add(Catalogue.WebhookUrl.Name, "it is not https, so that others could read along; WEBHOOK_ALLOW_HTTP=true allows it");
            return null;
        }

        return address is null || secret is null ? null : new WebhookSettings(new WebhookTarget(address, secret, allowPrivate) { SendsTraceContext = sendsTraceContext }, allowHttp);
    }

    public static Uri? Address(Given given, Setting setting, Findings findings)
    {
        if (Parse(given.Text) is { } address) return address;
        findings.Add(given.Where, $"it must be {setting.Allowed}");
        return null;
    }

    /// <summary>Scheme, host and port.</summary>
    public static string Show(string text) => Parse(text) is not { } address ? Hidden
        : address.GetLeftPart(UriPartial.Authority) + (address.PathAndQuery.Length > 1 ? $"/{Hidden}" : "/");

    /// <summary>The whole text, and what stands after the host.</summary>
    public static IEnumerable<string> Secrets(string text) => Parse(text) is { PathAndQuery: { Length: > 1 } path } ? [text, path, path[1..]] : [text];

    private static Uri? Parse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "https" or "http", UserInfo: "", Fragment: "", Host.Length: > 0 }
        && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) ? address : null;
}
