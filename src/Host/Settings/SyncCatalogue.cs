using System.Collections.Immutable;

namespace VizPipeline.Host;

/// <summary>The settings of pulling readings into the home folder; <see cref="Catalogue.All"/> has them with all others.</summary>
internal static class SyncCatalogue
{
    public static Setting<SourceLocation> From { get; } =
        new("VIZ_SYNC_FROM", "syncFrom", "Where readings are pulled from into the home folder; VIZ_TABLE and the settings of its columns describe the table there",
            "an address of the form postgres://user:password@host:port/database, or a path of an SQLite database", SourceReader.Read)
        {
            Flag = "--sync-from",
            OtherFlag = "--from",
            IsOfSomeVerbs = true,
            DefaultInWords = "nowhere",
            Show = SourceReader.Show,
            Secrets = SourceReader.Secrets,
        };

    public static Setting<int> Every { get; } =
        Catalogue.Number("VIZ_SYNC_EVERY", "syncEvery", 60, 5, 86_400, "Seconds from one pull of a running service to the next");

    public static Setting<int> Overlap { get; } =
        Catalogue.Number("VIZ_SYNC_OVERLAP", "syncOverlap", 72, 0, 87_600, "Hours before the newest reading that are pulled again each time, for late readings and corrections");

    public static ImmutableArray<Setting> All { get; } = [From, Every, Overlap];
}
