using NodaTime;
using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The table of docs/architecture.md, cell by cell, against a decision that is given.</summary>
public class DecisionTests
{
    private static readonly Instant Noon = Instant.FromUtc(2025, 6, 1, 12, 0);

    // A row a state; a cell each for: a plain run, --retry failed, --retry stale, --retry all. d draws, c compares, m commits, - leaves alone.
    private static readonly Dictionary<WindowState, string> Table = new()
    {
        [WindowState.Planned] = "dddd",
        [WindowState.Pinning] = "dddd",
        [WindowState.Pinned] = "mmmd",
        [WindowState.Failed] = "dd-d",
        [WindowState.Dead] = "---d",
        [WindowState.Done] = "--cd",
        [WindowState.Empty] = "--cd",
    };

    private static readonly Retry[] Columns = [Retry.None, Retry.Failed, Retry.Stale, Retry.All];

    internal delegate Decision Decide(LedgerEntry entry, RunChoice choice, Instant asOf);

    public static TheoryData<string> Mutants => [.. _mutants.Keys];

    private static readonly Dictionary<string, Decide> _mutants = new()
    {
        ["tries dead windows again"] = (entry, choice, asOf) => Decisions.For(entry with { State = entry.State == WindowState.Dead ? WindowState.Failed : entry.State }, choice, asOf),
        ["draws what is pinned again"] = (entry, choice, asOf) => Decisions.For(entry with { State = entry.State == WindowState.Pinned ? WindowState.Planned : entry.State }, choice, asOf),
        ["takes open windows for ended ones"] = (entry, choice, asOf) => Decisions.For(entry, choice, Instant.Max(asOf, entry.Window.End)),
        ["takes a window that ends now for open"] = (entry, choice, asOf) => Decisions.For(entry, choice, asOf - Duration.FromTicks(1)),
        ["does not know no-resume"] = (entry, choice, asOf) => Decisions.For(entry, choice with { Resume = true }, asOf),
        ["does not retry what failed"] = (entry, choice, asOf) => entry.State == WindowState.Failed ? Decision.Leave : Decisions.For(entry, choice, asOf),
        ["compares in plain runs"] = (entry, choice, asOf) => Decisions.For(entry, choice.Retry == Retry.None ? choice with { Retry = Retry.Stale } : choice, asOf),
    };

    [Fact]
    public void Every_cell_is_that_of_the_table() => Assert.Empty(Wrong(Decisions.For));

    [Theory]
    [MemberData(nameof(Mutants))]
    public void The_table_refutes_a_decision_that(string mutant) => Assert.NotEmpty(Wrong(_mutants[mutant]));

    private static List<string> Wrong(Decide decide) =>
    [
        .. from state in Enum.GetValues<WindowState>()
           from column in Enumerable.Range(0, Columns.Length)
           from resume in (bool[])[true, false]
           from includeOpen in (bool[])[true, false]
           from end in (int[])[-1, 0, 1]
           let entry = new LedgerEntry { Key = "", Sensor = "", Window = new(WindowKind.Hourly, Noon - Duration.FromHours(1), Noon + Duration.FromTicks(end)), State = state }
           let choice = new RunChoice { Sensors = [], AllSensors = [], Retry = Columns[column], Resume = resume, IncludeOpen = includeOpen }
           let wanted = end > 0 ? includeOpen ? 'd' : '-' : resume ? Table[state][column] : 'd'
           let found = decide(entry, choice, Noon) switch { Decision.Draw => 'd', Decision.Compare => 'c', Decision.Commit => 'm', _ => '-' }
           where wanted != found
           select $"{state}, retry {choice.Retry}, resume {resume}, include open {includeOpen}, ends {end}: {found} instead of {wanted}",
    ];
}
