using VizPipeline.Stages;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>How SQLite means to answer each read: by an index, never by going through all windows.</summary>
public class LedgerPlanTests
{
    [Fact]
    public void A_key_is_looked_up() => Assert.Equal(["SEARCH windows USING INDEX sqlite_autoindex_windows_1 (key=?)"], PlanOf(LedgerSql.Find));

    [Fact]
    public void The_latest_is_the_end_of_an_index() =>
        Assert.Equal(["SEARCH windows USING INDEX windows_by_series (sensor=? AND kind=? AND state=?)"], PlanOf(LedgerSql.Latest));

    [Fact]
    public void A_range_is_a_part_of_an_index() => Assert.Contains(
        "SEARCH windows USING INDEX windows_by_series (sensor=? AND kind=? AND state=? AND end_at>? AND end_at<?)", PlanOf(LedgerSql.Range));

    [Fact]
    public void Counting_reads_an_index_alone() => Assert.Equal(["SCAN windows USING COVERING INDEX windows_by_series"], PlanOf(LedgerSql.Count));

    [Fact]
    public void A_page_of_some_states_merges_parts_of_an_index_without_sorting()
    {
        var plan = PlanOf(LedgerSql.InStates([WindowState.Planned, WindowState.Pinned, WindowState.Failed]));
        Assert.Equal(3, plan.Count(line => line.StartsWith("SEARCH windows USING INDEX windows_by_state (state=?", StringComparison.Ordinal)));
        Assert.DoesNotContain(plan, line => line.Contains("TEMP B-TREE", StringComparison.Ordinal) || line.StartsWith("SCAN", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_page_of_a_listing_is_a_part_of_an_index_alone_read_in_order(bool newestFirst)
    {
        Assert.Equal(["SEARCH windows USING COVERING INDEX windows_by_state (state=? AND end_at>? AND end_at<?)"], PlanOf(LedgerSql.PlacesByState(newestFirst)));
        Assert.Equal(
            ["SEARCH windows USING COVERING INDEX windows_by_series (sensor=? AND kind=? AND state=? AND end_at>? AND end_at<?)", "USE TEMP B-TREE FOR RIGHT PART OF ORDER BY"],
            PlanOf(LedgerSql.PlacesBySeries(newestFirst)));
        Assert.Equal(["SEARCH windows USING COVERING INDEX windows_by_series (sensor>?)"], PlanOf(LedgerSql.NextSensor));
        Assert.Equal(["SEARCH windows USING INTEGER PRIMARY KEY (rowid=?)"], PlanOf(LedgerSql.ById));
    }

    [Fact]
    public void Previews_that_a_newer_one_replaced_are_found_without_their_windows() => Assert.All(
        PlanOf(LedgerSql.Forget),
        line => Assert.True(
            !line.StartsWith("SCAN", StringComparison.Ordinal) && (!line.Contains("windows", StringComparison.Ordinal) || line.Contains("PRIMARY KEY (rowid=?)", StringComparison.Ordinal)), line));

    [Fact]
    public void Without_its_index_a_page_would_be_sorted() =>
        Assert.Contains(PlanOf(LedgerSql.InStates([WindowState.Planned]), "DROP INDEX windows_by_state"), line => line.Contains("TEMP B-TREE", StringComparison.Ordinal));

    private static List<string> PlanOf(string sql, string before = "SELECT 1")
    {
        using var home = new ScratchHome();
        using var connection = OwnDatabase.Open(home["ledger.db"], LedgerSql.Schema);
        SqliteFile.Execute(connection, before);
        using var explain = new SqliteStatement(connection, "EXPLAIN QUERY PLAN " + sql);
        var plan = new List<string>();
        while (explain.Step()) plan.Add(explain.Text(3).Replace(" TABLE ", " ", StringComparison.Ordinal)); // older versions say "SEARCH TABLE windows"
        return plan;
    }
}
