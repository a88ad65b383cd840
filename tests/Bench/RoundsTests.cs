using VizPipeline.Bench;
using Xunit;

namespace VizPipeline.Tests;

public class RoundsTests
{
    [Theory]
    [InlineData(1, "a0 b0 c0 b1 c1 a1 c2 a2 b2")]
    [InlineData(2, "a0 b0 c0 b1 c1 a1 b1 c1 a1 c2 a2 b2 c2 a2 b2")]
    public async Task Contenders_take_turns_on_the_input_of_every_round(int takes, string order)
    {
        var ran = new List<string>();
        var contenders = "abc".Select(name => new Contender(name.ToString(), round => Task.FromResult<Func<Task>>(() =>
        {
            ran.Add($"{name}{round}");
            return Task.CompletedTask;
        }))).ToList();
        await new Rounds(warmUps: 1, rounds: 2) { Takes = takes }.MedianAsync(contenders);
        Assert.Equal(order, string.Join(' ', ran));
    }

    [Fact]
    public void Of_several_takes_the_fastest_counts()
    {
        var kept = new List<Sample>();
        foreach (var (seconds, isFirst) in ((int, bool)[])[(5, true), (3, true), (1, false), (2, false)]) Rounds.Keep(kept, new(TimeSpan.FromSeconds(seconds), default, default, default), isFirst);
        Assert.Equal([5, 1], kept.Select(sample => sample.Elapsed.TotalSeconds));
    }

    [Theory]
    [InlineData(2, 3, 2, 1)]
    [InlineData(7, 7)]
    [InlineData(1, 1, 1, 9, 1, 1)]
    [InlineData(3, 5, 1, 2, 3, 4)]
    public void The_figure_in_the_middle_is_kept(int middle, params int[] figures) => Assert.Equal(middle, Rounds.Middle(figures));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.01534, "0.0153")]
    [InlineData(9.996, "10.00")]
    [InlineData(317.4, "317")]
    [InlineData(22332395, "22,332,395")]
    public void A_table_shows_three_figures_that_count(double value, string text) => Assert.Equal(text, Table.Figure(value));

    [Fact]
    public void A_result_names_the_machine_the_day_and_the_commit()
    {
        var machine = new Machine(2, "Some CPU", "Some Linux", ".NET 10.0.0", "0.25");
        var bench = VizPipeline.Bench.Bench.All[0];
        var page = ResultPage.Text(bench, [new BenchRow(bench.Name, "a case", 3, Unit.ItemsPerSecond, "a peer", 2)], machine, "2025-11-20", "abc1234");
        Assert.StartsWith($"# {bench.Name}\n", page, StringComparison.Ordinal);
        Assert.Contains("| a case |  3.00 | items/s | a peer |      2.00 |          1.50 |", page, StringComparison.Ordinal);
        Assert.Contains("2 cores of Some CPU, Some Linux, .NET 10.0.0, load average 0.25 before it began. 2025-11-20, commit abc1234.", page, StringComparison.Ordinal);
    }
}
