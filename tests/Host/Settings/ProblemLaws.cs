using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Host;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class ProblemLaws
{
    private delegate SettingsReading Load(SettingSources sources);

    private static Gen<ImmutableArray<(SettingCase Case, Origin Origin)>> Wrongs =>
        from cases in Gen.SubListOf<SettingCase>(SettingCase.All)
        from picks in Gen.Choose(0, 3).ArrayOf(SettingCase.All.Length)
        where cases.Count > 0
        select cases.Zip(picks, (setting, pick) => (setting, setting.Origins[pick % setting.Origins.Length])).ToImmutableArray();

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once_and_where() => AllAreSaid(SettingsLoader.Load);

    [Fact]
    public void The_law_refutes_a_loader_that_stops_at_the_first_problem() => Mutant.IsRefuted(() => AllAreSaid(sources =>
        SettingsLoader.Load(sources) is var reading ? reading with { Problems = [reading.Problems[0]] } : reading));

    [Fact]
    public void The_law_refutes_a_loader_that_loses_the_line() => Mutant.IsRefuted(() => AllAreSaid(sources =>
        SettingsLoader.Load(sources) is var reading ? reading with { Problems = [.. reading.Problems.Select(line => line.Replace("line", "", StringComparison.Ordinal))] } : reading));

    private static void AllAreSaid(Load load) => Law.Holds(Wrongs, wrongs =>
    {
        var builder = new SourcesBuilder();
        foreach (var (setting, origin) in wrongs) builder.Give(setting.Setting, origin, setting.Bad);
        var problems = load(builder.Sources).Problems;
        return problems.All(problem => !problem.Contains('\n', StringComparison.Ordinal))
            && wrongs.All(wrong => problems.Any(problem => problem.StartsWith(Where(wrong.Case.Setting, wrong.Origin, builder), StringComparison.Ordinal)));
    });

    private static string Where(Setting setting, Origin origin, SourcesBuilder builder) => origin switch
    {
        Origin.Flag => $"{setting.Flag}: ",
        Origin.Environment => $"{setting.Variable} in the environment: ",
        Origin.DotEnv => $"{setting.Variable} in .env: ",
        _ when setting == Catalogue.Sensors => $"sensors.CO2.column in viz.json, line {builder.LineOf(setting) + 2}: ",
        _ when setting == Catalogue.Palettes => $"palettes.mine in viz.json, line {builder.LineOf(setting) + 1}: ",
        _ => $"{setting.Key} in viz.json, line {builder.LineOf(setting)}: ",
    };
}
