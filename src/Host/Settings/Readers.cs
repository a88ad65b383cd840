using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>The kinds of value that settings have, each with its one way from text.</summary>
internal static partial class Readers
{
    /// <summary>What a station or sensor name must be, in words.</summary>
    public const string NameAllowed = "lower-case letters, digits, _ and -, at most 32, beginning with a letter or digit";

    private static readonly ImmutableArray<string> Yes = ["true", "1", "yes"];
    private static readonly ImmutableArray<string> No = ["false", "0", "no"];

    public static SettingReader<int> Whole(int least, int most) => (given, setting, findings) =>
    {
        if (int.TryParse(given.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && least <= value && value <= most) return value;
        Refuse(given, setting, findings);
        return least;
    };

    /// <summary>Null for the word unlimited.</summary>
    public static SettingReader<int?> WholeOrUnlimited(int least, int most) => (given, setting, findings) =>
        given.Text.Equals("unlimited", StringComparison.OrdinalIgnoreCase) ? null : Whole(least, most)(given, setting, findings);

    public static double Share(Given given, Setting setting, Findings findings)
    {
        if (double.TryParse(given.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1) return value;
        Refuse(given, setting, findings);
        return 0;
    }

    /// <summary>A base address. A token travels there, so it is encrypted or stays on this machine; what might be a password in it is never repeated.</summary>
    public static Uri? Address(Given given, Setting setting, Findings findings)
    {
        if (Uri.TryCreate(given.Text, UriKind.Absolute, out var address) && address is { UserInfo: "", Query: "", Fragment: "" }
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))) return address;
        findings.Add(given.Where, $"it will not do; it must be {setting.Allowed}, without user, password, ? and #");
        return null;
    }

    public static string? Text(Given given, Setting setting, Findings findings)
    {
        if (!given.Text.Any(char.IsControl)) return given.Text;
        findings.Add(given.Where, $"it has a control character; it must be {setting.Allowed}");
        return null;
    }

    /// <summary>A credential or an identifier of a provider: never repeated in a message.</summary>
    public static string? Token(Given given, Setting setting, Findings findings)
    {
        if (TokenForm().IsMatch(given.Text)) return given.Text;
        findings.Add(given.Where, $"it has a blank or another character that none of them has; it must be {setting.Allowed}");
        return null;
    }

    public static bool Flag(Given given, Setting setting, Findings findings)
    {
        if (Yes.Contains(given.Text, StringComparer.OrdinalIgnoreCase)) return true;
        if (!No.Contains(given.Text, StringComparer.OrdinalIgnoreCase)) Refuse(given, setting, findings);
        return false;
    }

    public static Durability Fsync(Given given, Setting setting, Findings findings)
    {
        switch (given.Text)
        {
            case "batch": return Durability.Batch;
            case "each": return Durability.Each;
            case "none": return Durability.None;
        }

        Refuse(given, setting, findings);
        return Durability.Batch;
    }

    /// <summary>One of a few words, in exactly this spelling.</summary>
    public static SettingReader<string> OneOf(params ImmutableArray<string> words) => (given, setting, findings) =>
    {
        if (words.Contains(given.Text)) return given.Text;
        Refuse(given, setting, findings);
        return words[0];
    };

    public static LocalDate? Date(Given given, Setting setting, Findings findings)
    {
        if (LocalDatePattern.Iso.Parse(given.Text) is { Success: true, Value.Year: > 1 and < 9999 } parsed) return parsed.Value;
        Refuse(given, setting, findings);
        return null;
    }

    public static DateTimeZone? Zone(Given given, Setting setting, Findings findings)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(given.Text) is { } zone) return zone;
        Refuse(given, setting, findings, Nearest.Suggest(given.Text, DateTimeZoneProviders.Tzdb.Ids));
        return null;
    }

    public static string? Name(Given given, Setting setting, Findings findings)
    {
        if (WindowNames.IsName(given.Text)) return given.Text;
        Refuse(given, setting, findings);
        return null;
    }

    private static void Refuse(Given given, Setting setting, Findings findings, string hint = "") =>
        findings.Add(given.Where, $"\"{Plain.Of(given.Text)}\" will not do; it must be {setting.Allowed}{hint}");

    [GeneratedRegex(@"\A[\x21-\x7E]{1,8192}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TokenForm();
}
