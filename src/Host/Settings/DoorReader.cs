using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace VizPipeline.Host;

/// <summary>Reads the settings of the door. A key is never repeated.</summary>
internal static partial class DoorReader
{
    public const string KeysAllowed = "keys of 16 or more letters, digits and signs, or sha256: and the 64 hexadecimal digits of one's hash; several separated by commas";

    private const string Hashed = "sha256:";

    public static DoorSettings Read(SettingChoice choice) => new()
    {
        At = choice.Take(DoorCatalogue.Http),
        Keys = choice.Take(DoorCatalogue.ApiKeys) ?? ApiKeys.None,
        OpenReads = choice.Take(DoorCatalogue.OpenReads),
        Origins = OrNone(choice.Take(DoorCatalogue.Origins)),
        Hosts = OrNone(choice.Take(DoorCatalogue.Hosts)),
        RequestsPerMinute = choice.Take(DoorCatalogue.RequestsPerMinute),
        WritesPerMinute = choice.Take(DoorCatalogue.WritesPerMinute),
    };

    public static ApiKeys? Keys(Given given, Setting setting, Findings findings)
    {
        var keys = Parts(given.Text);
        if (!keys.IsEmpty && keys.All(key => key.StartsWith(Hashed, StringComparison.Ordinal) ? HashForm().IsMatch(key) : KeyForm().IsMatch(key)))
            return new ApiKeys([.. keys.Select(key => key.StartsWith(Hashed, StringComparison.Ordinal) ? key[Hashed.Length..] : ApiKeys.HashOf(key))]);

        findings.Add(given.Where, $"one of them will not do; it must be {setting.Allowed}");
        return null;
    }

    /// <summary>The whole text and each key of it.</summary>
    public static IEnumerable<string> Secrets(string text) => [text, .. Parts(text)];

    public static string ShowKeys(string text) => string.Create(CultureInfo.InvariantCulture, $"{Parts(text).Length} of them, hidden");

    public static ImmutableArray<string> OriginList(Given given, Setting setting, Findings findings) => List(given, setting, findings, IsOrigin);

    public static ImmutableArray<string> HostList(Given given, Setting setting, Findings findings) => List(given, setting, findings, name => HostForm().IsMatch(name));

    private static ImmutableArray<string> List(Given given, Setting setting, Findings findings, Func<string, bool> isRight)
    {
        var parts = Parts(given.Text);
        if (!parts.IsEmpty && parts.All(isRight)) return parts;
        findings.Add(given.Where, $"\"{Plain.Of(parts.FirstOrDefault(part => !isRight(part)) ?? given.Text)}\" will not do; it must be {setting.Allowed}");
        return [];
    }

    // In the one spelling that browsers send: no path, no default port, lower case.
    private static bool IsOrigin(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri is { Scheme: "http" or "https", UserInfo: "" } && uri.GetLeftPart(UriPartial.Authority) == text;

    private static ImmutableArray<string> Parts(string text) => [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static ImmutableArray<string> OrNone(ImmutableArray<string> list) => list.IsDefault ? [] : list;

    [GeneratedRegex(@"\A[\x21-\x2B\x2D-\x7E]{16,512}\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyForm();

    [GeneratedRegex(@"\Asha256:[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex HashForm();

    [GeneratedRegex(@"\A[a-zA-Z0-9]([a-zA-Z0-9.-]{0,252})\z", RegexOptions.CultureInvariant)]
    private static partial Regex HostForm();
}
