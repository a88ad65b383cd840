using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>The ledger's reads, on whatever connection the statements belong to.</summary>
internal static class LedgerReads
{
    public static LedgerEntry? Find(PreparedStatements prepared, string key) =>
        First(Bound(prepared, LedgerSql.Find, key), LedgerRow.Read);

    public static byte[]? Preview(PreparedStatements prepared, string key) =>
        First(Bound(prepared, LedgerSql.Preview, key), row => row.Blob(0).ToArray());

    public static string? Fact(PreparedStatements prepared, string name) =>
        First(Bound(prepared, LedgerSql.Fact, name), row => row.Text(0));

    public static LedgerEntry? Latest(PreparedStatements prepared, string sensor, WindowKind kind)
    {
        var statement = Bound(prepared, LedgerSql.Latest, sensor);
        statement.Bind(2, (int)kind);
        return First(statement, LedgerRow.Read);
    }

    public static ImmutableArray<LedgerEntry> Range(PreparedStatements prepared, string sensor, WindowKind kind, Instant from, Instant to) =>
        All(Ranged(prepared, LedgerSql.Range, sensor, kind, from, to), LedgerRow.Read);

    public static ImmutableArray<WindowStanding> Standings(PreparedStatements prepared, string sensor, WindowKind kind, Instant from, Instant to) => All(
        Ranged(prepared, LedgerSql.Standings, sensor, kind, from, to),
        row => new WindowStanding(row.Text(0), new(kind, LedgerRow.InstantAt(row, 1), LedgerRow.InstantAt(row, 2)), (WindowState)row.Whole(3)));

    /// <summary>The next windows after an end and an id, with the id of each.</summary>
    public static ImmutableArray<(LedgerEntry Entry, long Id)> Page(PreparedStatements prepared, string sql, Instant end, long id, int most)
    {
        var statement = prepared[sql];
        statement.Bind(1, end.ToUnixTimeTicks());
        statement.Bind(2, id);
        statement.Bind(3, most);
        return All(statement, row => (LedgerRow.Read(row), row.Whole(17)));
    }

    public static ImmutableArray<LedgerCount> Count(PreparedStatements prepared) => All(prepared[LedgerSql.Count], row => new LedgerCount(
        row.Text(0), (WindowKind)row.Whole(1), (WindowState)row.Whole(2), row.Whole(3), LedgerRow.InstantAt(row, 4), LedgerRow.InstantAt(row, 5)));

    public static ImmutableArray<RunRecord> Runs(PreparedStatements prepared, int count)
    {
        var statement = prepared[LedgerSql.Runs];
        statement.Bind(1, count);
        return All(statement, RunAt);
    }

    public static RunRecord? Run(PreparedStatements prepared, long id)
    {
        var statement = prepared[LedgerSql.Run];
        statement.Bind(1, id);
        return First(statement, RunAt);
    }

    private static RunRecord RunAt(SqliteStatement row) => new(
        row.Whole(0), row.Text(1), LedgerRow.InstantAt(row, 2), row.IsNull(3) ? null : LedgerRow.InstantAt(row, 3),
        row.IsNull(4) ? null : (int)row.Whole(4), row.IsNull(5) ? null : SummaryAt(row), row.TextOrNull(6));

    private static RunSummary SummaryAt(SqliteStatement row)
    {
        try
        {
            return RunSummaryRecord.Read(row.Blob(5));
        }
        catch (MessagePackException cause)
        {
            throw new HomeUnavailableException($"what the ledger keeps of run {row.Whole(0)} cannot be read: {cause.Message}", cause);
        }
    }

    private static SqliteStatement Ranged(PreparedStatements prepared, string sql, string sensor, WindowKind kind, Instant from, Instant to)
    {
        var statement = Bound(prepared, sql, sensor);
        statement.Bind(2, (int)kind);
        statement.Bind(3, from.ToUnixTimeTicks());
        statement.Bind(4, to.ToUnixTimeTicks());
        return statement;
    }

    private static SqliteStatement Bound(PreparedStatements prepared, string sql, string first)
    {
        var statement = prepared[sql];
        statement.Bind(1, first);
        return statement;
    }

    private static T? First<T>(SqliteStatement statement, Func<SqliteStatement, T> read) where T : class
    {
        var found = statement.Step() ? read(statement) : null;
        statement.Reset();
        return found;
    }

    private static ImmutableArray<T> All<T>(SqliteStatement statement, Func<SqliteStatement, T> read)
    {
        var rows = ImmutableArray.CreateBuilder<T>();
        while (statement.Step()) rows.Add(read(statement));
        return rows.DrainToImmutable();
    }
}
