namespace VizPipeline.Stages;

/// <summary>Reads the times of a pass, which are in column 0: texts, or ticks where SQLite has them made.</summary>
/// <param name="isExact">Whether they are ticks in order, see <see cref="SqliteOrder.IsExact"/>.</param>
internal struct SqliteTimes(bool isExact)
{
    private RecentDate _texts;

    /// <summary>Gives the row's instant, and the instant before which no later row can be; false where its time is none.</summary>
    public bool TryRead(SqliteCursor rows, out long ticks, out long settled)
    {
        (ticks, settled) = (0, 0);
        if (isExact)
        {
            if (rows.TypeOf(0) == SQLitePCL.raw.SQLITE_NULL) return false;
            ticks = settled = rows.Integer(0);
            return true;
        }

        if (!_texts.TryParse(rows.Text(0), out var time)) return false;
        (ticks, settled) = (time.Ticks, time.Midnight - IsoTime.WidestOffset);
        return true;
    }
}
