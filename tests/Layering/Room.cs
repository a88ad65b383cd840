using System.Collections.Immutable;

namespace VizPipeline.Tests;

/// <summary>A row of docs/architecture.md's table of rooms.</summary>
/// <param name="Project">The project's folder.</param>
/// <param name="Namespace">The one namespace of its files.</param>
/// <param name="Projects">Projects it may refer to.</param>
/// <param name="Packages">Packages it may refer to; their names begin so.</param>
/// <param name="Usings">Namespaces beyond System that it may use; they begin so.</param>
/// <param name="Never">Words that must not occur in its code, and why.</param>
internal sealed record Room(
    string Project, string Namespace, ImmutableArray<string> Projects, ImmutableArray<string> Packages, ImmutableArray<string> Usings,
    ImmutableArray<(string Pattern, string Why)> Never)
{
    private static readonly ImmutableArray<(string, string)> NoOutside =
    [
        (@"\bDateTime(Offset)?\b(?!Zone|Pattern)", "NodaTime only"),
        (@"\bConsole\.", "only the host speaks"),
        (@"\bEnvironment\.(GetEnvironmentVariable|Exit|GetCommandLineArgs)\b", "only the host knows the process"),
        (@"\bSystem\.Net\.Http\b.*;", "no HTTP here"),
    ];

    public static ImmutableArray<Room> All { get; } =
    [
        new("Pipeline", "VizPipeline", [], [], [], [.. NoOutside, (@"\b(Picture|Palette|Pinned|Sensor|Ledger|DayStrip)\b", "the engine knows no domain word")]),
        new("Imaging", "VizPipeline.Imaging", [], [], [],
            [.. NoOutside, (@"\b(File|Directory|FileStream|Random|TimeProvider|IClock|Guid)\b[.(]", "same input, same bytes: no file, clock or chance")]),
        new("Storage", "VizPipeline.Storage", [], ["NodaTime", "Polly.Core", "Microsoft.Data.Sqlite", "SQLitePCLRaw", "AWSSDK.", "Google.", "Azure."],
            ["NodaTime", "Polly", "Microsoft.Data.Sqlite", "SQLitePCL", "Amazon", "Google", "Azure"],
            [NoOutside[0], NoOutside[1], NoOutside[2], (@"\b(ILedger|LedgerEntry|IStep|ISplit|DayStrip|WindowKind)\b", "keys are opaque here")]),
        new("Stages", "VizPipeline.Stages", ["Imaging", "Pipeline", "Storage"],
            ["NodaTime", "Npgsql", "Polly.Core", "Microsoft.Data.Sqlite", "SQLitePCLRaw"],
            ["NodaTime", "Npgsql", "Polly", "Microsoft.Data.Sqlite", "SQLitePCL", "VizPipeline.Imaging", "VizPipeline.Storage"], NoOutside),
        new("Doubles", "VizPipeline.Doubles", ["Storage"], ["NodaTime"], ["Microsoft.AspNetCore", "Microsoft.Extensions", "Microsoft.Net.Http.Headers", "NodaTime", "VizPipeline.Storage"],
            [.. NoOutside, (@"\b(IPinStore|INameIndex)\b", "a double knows the provider's protocol and not our ports")]),
        new("Host", "VizPipeline.Host", ["Doubles", "Imaging", "Pipeline", "Stages", "Storage"], [""], [""], []),
        new("bench", "VizPipeline.Bench", ["Doubles", "Host", "Imaging", "Pipeline", "Stages", "Storage"], [""], [""], []),
    ];
}
