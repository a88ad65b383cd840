using System.Text.RegularExpressions;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>Tells a postgres:// address from a path. Nothing of a text that might hold a password is ever repeated.</summary>
internal static partial class SourceReader
{
    private const string Hidden = "***";

    public static SourceLocation? Read(Given given, Setting setting, Findings findings)
    {
        var text = given.Text;
        if (ReadingSources.IsPostgresUrl(text))
        {
            if (Address(text) is { } name) return new SourceLocation.Postgres(new Secret(text), name);
            findings.Add(given.Where, "it is not an address of the form postgres://user:password@host:port/database"
                + "; in a password, write @ : / ? # and % as %40 %3A %2F %3F %23 and %25");
            return null;
        }

        if (LooksLikePath(text)) return new SourceLocation.SqliteDatabase(text);
        findings.Add(given.Where, $"it is neither a path nor a postgres:// address; it must be {setting.Allowed}");
        return null;
    }

    /// <summary>The address without its password and parameters; a path as it is; anything else hidden altogether.</summary>
    public static string Show(string text) => ReadingSources.IsPostgresUrl(text) ? Address(text) ?? Hidden : LooksLikePath(text) ? text : Hidden;

    /// <summary>The whole text of an address, and its password as written and as meant; nothing of a path.</summary>
    public static IEnumerable<string> Secrets(string text)
    {
        if (!ReadingSources.IsPostgresUrl(text) && LooksLikePath(text)) return [];
        var (colon, at) = (text.IndexOf(':', text.IndexOf("//", StringComparison.Ordinal) + 1), text.LastIndexOf('@'));
        return 0 <= colon && colon < at ? [text, text[(colon + 1)..at], Uri.UnescapeDataString(text[(colon + 1)..at])] : [text];
    }

    // A path may hold an @, but not after a colon, and begins with no scheme: that is a mistyped address, and what follows its colon a password,
    // even where its end is missing (in .env, " #" begins a comment). "./" before a name that holds a colon makes it a path.
    private static bool LooksLikePath(string text) =>
        !text.Any(char.IsControl) && !text.Contains("://", StringComparison.Ordinal) && !Scheme().IsMatch(text)
        && text.IndexOf('@', text.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 ? colon : text.Length) < 0
        && !text.Contains("password", StringComparison.OrdinalIgnoreCase) && !text.Contains("pwd=", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("^(postgres(ql)?//|[A-Za-z][A-Za-z0-9+.-]+:)", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    // A reserved character in a password ends the authority early and leaves its @ behind; such a text is refused rather than shown in pieces.
    private static string? Address(string text)
    {
        var rest = text[(text.IndexOf("//", StringComparison.Ordinal) + 2)..];
        var end = rest.IndexOfAny(['/', '?', '#']);
        var (authority, tail) = end < 0 ? (rest, "") : (rest[..end], rest[end..]);
        var parts = authority.Split('@');
        if (parts.Length > 2 || tail.Contains('@', StringComparison.Ordinal) || tail.Contains('#', StringComparison.Ordinal)) return null;
        if (parts.Length == 2 && parts[0].Count(c => c == ':') > 1) return null;

        // user:/…, a password that begins with a slash and whose @ was cut off: no host with an empty port and a database.
        if (parts.Length == 1 && authority.EndsWith(':')) return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Host.Length == 0 || address.AbsolutePath.Length < 2) return null;

        var user = parts.Length < 2 ? "" : parts[0].Split(':') is [var name, _] ? $"{name}:{Hidden}@" : $"{parts[0]}@";
        return $"postgres://{user}{parts[^1]}{address.AbsolutePath}{(tail.Contains('?', StringComparison.Ordinal) ? "?" + Hidden : "")}";
    }
}
