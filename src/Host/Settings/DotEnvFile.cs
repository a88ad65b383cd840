using System.Collections.Immutable;
using dotenv.net;

namespace VizPipeline.Host;

/// <summary>Takes .env apart; the process's own environment stays as it is.</summary>
internal static class DotEnvFile
{
    public static IReadOnlyDictionary<string, string> Read(byte[] content, Findings findings)
    {
        using var stream = new MemoryStream(content, writable: false);
        try
        {
            return DotEnv.Read(new DotEnvOptions(
                ignoreExceptions: false, envStreams: [stream], trimValues: true, supportExportSyntax: true, supportVariableExpansion: false))
                .ToImmutableDictionary();
        }
        catch (ArgumentException wrong)
        {
            var name = Catalogue.All.FirstOrDefault(setting => wrong.Message.Contains($": {setting.Name}.", StringComparison.Ordinal))?.Name ?? "a value";
            findings.Add(".env", $"{name} begins with a quotation mark and has none at its end");
            return ImmutableDictionary<string, string>.Empty;
        }
    }
}
