using System.Globalization;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>
/// How the rows of a table are brought into order of time. Where its times are ISO texts, their own order, which an index gives for
/// nothing, is never more than a day and a half off; otherwise (unix seconds, or a mixture) SQLite sorts by the instant.
/// </summary>
/// <param name="Time">The expression that is selected as the time.</param>
/// <param name="Where">The rows that may be in the range; null for all.</param>
/// <param name="Bounds">What is to be bound in <paramref name="Where"/>.</param>
/// <param name="IsExact">Whether <paramref name="Time"/> gives ticks in order, not texts.</param>
internal sealed record SqliteOrder(string Time, string? Where, string[] Bounds, bool IsExact)
{
    // From a time's instant to the first date that is surely later than its text.
    private const long Slack = NodaConstants.TicksPerDay + IsoTime.WidestOffset;

    public static SqliteOrder Choose(SqliteConnection database, string path, TableLayout layout, TickRange range)
    {
        var time = SqlName.Quote(layout.TimeColumn);
        if (TextAt(database, path, layout, "ASC") is not null && TextAt(database, path, layout, "DESC") is not null) return ByText(time, range);

        database.CreateFunction<object?, long?>("viz_ticks", Ticks, isDeterministic: true);
        var ticks = $"viz_ticks({time})";
        return range.HasStart || range.HasEnd
            ? new(ticks, $"{ticks} BETWEEN CAST(? AS INTEGER) AND CAST(? AS INTEGER)", [Number(range.From), Number(range.To - 1)], IsExact: true)
            : new(ticks, null, [], IsExact: true);
    }

    private static SqliteOrder ByText(string time, TickRange range)
    {
        var conditions = new List<string>();
        var bounds = new List<string>();
        if (range.HasStart)
        {
            conditions.Add($"{time} >= ?");
            bounds.Add(IsoTime.Date(range.From - IsoTime.WidestOffset));
        }

        if (range.To < TickRange.Last - Slack)
        {
            conditions.Add($"{time} < ?");
            bounds.Add(IsoTime.Date(range.To + Slack));
        }

        return new(time, conditions.Count > 0 ? string.Join(" AND ", conditions) : null, [.. bounds], IsExact: false);
    }

    /// <summary>No row is at this instant or later.</summary>
    public static Instant End(SqliteConnection database, string path, TableLayout layout)
    {
        var order = Choose(database, path, layout, new(TickRange.First, long.MaxValue));
        if (!order.IsExact) return TickRange.InstantOf(TextAt(database, path, layout, "DESC")!.Value.Midnight + Slack);
        using var last = new SqliteCursor(database, path, $"SELECT max({order.Time}) FROM {SqlName.Quote(layout.Table)}");
        return last.Next() && last.TypeOf(0) != SQLitePCL.raw.SQLITE_NULL ? TickRange.InstantOf(last.Integer(0) + 1) : Instant.MinValue;
    }

    // Numbers sort before texts and blobs after them, so the two ends tell what is between. Null where an end is no ISO text.
    private static IsoTime? TextAt(SqliteConnection database, string path, TableLayout layout, string direction)
    {
        var time = SqlName.Quote(layout.TimeColumn);
        using var end = new SqliteCursor(database, path, $"SELECT {time} FROM {SqlName.Quote(layout.Table)} WHERE {time} IS NOT NULL ORDER BY {time} {direction} LIMIT 1");
        return end.Next() && end.TypeOf(0) == SQLitePCL.raw.SQLITE_TEXT && IsoTime.TryParse(end.Text(0), out var iso) ? iso : null;
    }

    private static long? Ticks(object? time) => time switch
    {
        long seconds => OfUnix(seconds),
        double seconds => OfUnix(seconds),
        string text when IsoTime.TryParse(text, out var iso) => iso.Ticks,
        string text when double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) => OfUnix(seconds),
        _ => null,
    };

    private static long? OfUnix(double seconds)
    {
        if (seconds is not (>= -62_135_596_800.0 and < 253_402_300_800.0)) return null;
        var whole = Math.Floor(seconds);
        return ((long)whole * NodaConstants.TicksPerSecond) + (long)Math.Round((seconds - whole) * NodaConstants.TicksPerSecond);
    }

    private static string Number(long ticks) => ticks.ToString(CultureInfo.InvariantCulture);
}
