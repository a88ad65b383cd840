using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>The ledger's writes; each runs inside a group's transaction.</summary>
internal static class LedgerWrites
{
    public static void Plan(PreparedStatements prepared, IReadOnlyCollection<LedgerEntry> windows)
    {
        var plan = prepared[LedgerSql.Plan];
        foreach (var window in windows)
        {
            LedgerRow.BindPlanned(plan, window);
            plan.Run();
        }
    }

    public static void Record(PreparedStatements prepared, LedgerEntry entry, byte[]? preview)
    {
        var record = prepared[LedgerSql.Record];
        LedgerRow.Bind(record, entry);
        record.Run();
        if (preview is null) return;
        var keep = prepared[LedgerSql.Keep];
        keep.Bind(1, entry.Key);
        keep.Bind(2, preview);
        var series = entry.Window.Kind == WindowKind.Cumulative ? entry.Sensor : null;
        keep.BindOrNull(3, series);
        keep.Run();
        if (series is null) return;
        var forget = prepared[LedgerSql.Forget];
        forget.Bind(1, series);
        forget.Run();
    }

    public static void Fail(PreparedStatements prepared, IReadOnlyCollection<LedgerEntry> entries, bool rejected, string error, Instant now)
    {
        var fail = prepared[LedgerSql.Fail];
        foreach (var entry in entries)
        {
            LedgerRow.Bind(fail, entry with { Error = error, UpdatedAt = now });
            fail.Bind(18, rejected ? 1 : 0);
            fail.Bind(19, entry.UpdatedAt.ToUnixTimeTicks());
            fail.Bind(20, LedgerEntry.MostAttempts);
            fail.Run();
        }
    }

    public static string Fix(PreparedStatements prepared, string name, string value)
    {
        var fix = prepared[LedgerSql.Fix];
        fix.Bind(1, name);
        fix.Bind(2, value);
        fix.Run();
        return LedgerReads.Fact(prepared, name) ?? value;
    }

    public static long Begin(PreparedStatements prepared, string verb, Instant started)
    {
        var begin = prepared[LedgerSql.Begin];
        begin.Bind(1, verb);
        begin.Bind(2, started.ToUnixTimeTicks());
        begin.Step();
        var id = begin.Whole(0);
        begin.Run();
        return id;
    }

    public static void End(PreparedStatements prepared, long id, Instant finished, int exitCode, RunSummary? summary, string lastLine)
    {
        var end = prepared[LedgerSql.End];
        end.Bind(1, id);
        end.Bind(2, finished.ToUnixTimeTicks());
        end.Bind(3, exitCode);
        if (summary is null) end.BindNull(4);
        else end.Bind(4, RunSummaryRecord.Write(summary));
        end.Bind(5, lastLine);
        end.Run();
    }
}
