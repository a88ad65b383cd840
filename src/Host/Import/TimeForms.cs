using Microsoft.Data.Sqlite;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>Finds the rows of an older program, whose times are written in another form than this program's.</summary>
/// <param name="First">The first instant, in ticks since 1970, that matters.</param>
/// <param name="Last">The last one.</param>
internal readonly record struct TimeForms(long First, long Last)
{
    private const string IsOther = "time NOT GLOB '????-??-??T??:??:??Z' AND time NOT GLOB '????-??-??T??:??:??.*[1-9]Z'";

    /// <summary>Of the whole table.</summary>
    public static TimeForms Any { get; } = new(long.MinValue, long.MaxValue);

    /// <summary>Rows by instant; the latest row where there are several.</summary>
    public Dictionary<long, long> Find(SqliteConnection database, string table)
    {
        var found = new Dictionary<long, long>();
        using var rows = new SqliteStatement(database, $"SELECT rowid, time FROM {table} WHERE {IsOther}{(this == Any ? "" : " AND time >= ?1 AND time < ?2")} ORDER BY rowid");
        if (this != Any)
        {
            // The date that a time shows is that of its instant, moved by its offset.
            rows.Bind(1, IsoTime.Date(First - IsoTime.WidestOffset));
            rows.Bind(2, IsoTime.Date(Last + IsoTime.WidestOffset + NodaConstants.TicksPerDay));
        }

        while (rows.Step())
        {
            if (rows.TextOrNull(1) is { } text && IsoTime.TryParse(text, out var time)) found[time.Ticks] = rows.Whole(0);
        }

        return found;
    }
}
