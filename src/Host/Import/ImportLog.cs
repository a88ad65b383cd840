using Microsoft.Data.Sqlite;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>What each import took and dropped, in the database of the embedded readings.</summary>
internal static class ImportLog
{
    /// <summary>Notes an import, within its transaction.</summary>
    public static void Write(SqliteConnection database, Instant at, ImportReport report)
    {
        using var log = new SqliteStatement(database, "INSERT INTO import_log VALUES (?1, ?2, ?3, ?4)");
        foreach (var tally in report.Sensors)
        {
            foreach (var reason in Enum.GetValues<DropReason>())
            {
                var count = reason == DropReason.Duplicate ? tally.Duplicates : tally.Dropped[reason];
                if (count == 0) continue;
                log.Bind(1, at.ToString());
                log.Bind(2, tally.Sensor);
                log.Bind(3, reason.ToString());
                log.Bind(4, count);
                log.Run();
            }
        }
    }
}
