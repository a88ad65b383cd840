using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using dotenv.net;

namespace VizPipeline.Host;

/// <summary>Takes .env apart; the process's own environment stays as it is.</summary>
internal static partial class DotEnvFile
{
    public static IReadOnlyDictionary<string, string> Read(byte[] content, Findings findings)
    {
        using var stream = new MemoryStream(content, writable: false);
        try
        {
            var cut = CutAddresses().Matches(Encoding.UTF8.GetString(content)).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
            foreach (var name in cut) findings.Add($"{name} in .env", "a # after a space begins a comment; in an address it is written %23, and a comment belongs on a line of its own");
            return DotEnv.Read(new DotEnvOptions(
                ignoreExceptions: false, envStreams: [stream], trimValues: true, supportExportSyntax: true, supportVariableExpansion: false))
                .Where(pair => !cut.Contains(pair.Key)).ToImmutableDictionary();
        }
        catch (ArgumentException wrong)
        {
            var name = Catalogue.All.FirstOrDefault(setting => wrong.Message.Contains($": {setting.Name}.", StringComparison.Ordinal))?.Name ?? "a value";
            findings.Add(".env", $"{name} begins with a quotation mark and has none at its end");
            return ImmutableDictionary<string, string>.Empty;
        }
    }

    // A password may have such a # in it, and nothing tells what is before it, postgres://user:80/secret, from the address of a host and a database.
    [GeneratedRegex("^[ \\t]*(export[ \\t]+)?(?<name>VIZ_SOURCE|VIZ_SYNC_FROM)[ \\t]*=(?>[ \\t]*)(?![\"'])[^\\r\\n]*?[:;][^\\r\\n]*?[ \\t]#", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex CutAddresses();
}
