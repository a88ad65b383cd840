using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Host;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class PrecedenceLaws
{
    private delegate SettingsReading Load(SettingSources sources);

    /// <summary>One setting, given by some sources (the weakest first) with a value each.</summary>
    private sealed record Plan(SettingCase Case, ImmutableArray<(Origin Origin, string Value)> Given)
    {
        public override string ToString() => $"{Case}: {string.Join(", ", Given)}";
    }

    private static readonly ImmutableArray<string> Publishing = ["PINATA_", "CLOUDFLARE_", "KV_"];

    private static Gen<Plan> Plans =>
        from setting in Gen.Elements<SettingCase>(SettingCase.All)
        from origins in Gen.SubListOf<Origin>(setting.Origins)
        from values in Gen.Elements<string>(setting.Good).ArrayOf(setting.Origins.Length)
        where origins.Count > 0
        select new Plan(setting, [.. origins.Order().Zip(values)]);

    [Fact]
    public void The_strongest_source_of_a_setting_wins_and_is_named() => StrongestWins(SettingsLoader.Load);

    [Fact]
    public void The_law_refutes_a_loader_that_lets_dot_env_win_over_the_environment() => Mutant.IsRefuted(() => StrongestWins(sources =>
    {
        var dotEnv = sources.DotEnv.Content is { } content ? DotEnvFile.Read(content, new Findings()) : ImmutableDictionary<string, string>.Empty;
        return SettingsLoader.Load(sources with { Environment = sources.Environment.ToImmutableDictionary().SetItems(dotEnv) });
    }));

    [Fact]
    public void Every_setting_of_the_catalogue_is_under_the_law() =>
        Assert.Equal(Catalogue.All.Select(setting => setting.Name), SettingCase.All.Select(setting => setting.Setting.Name));

    private static void StrongestWins(Load load) => Law.Holds(Plans, plan =>
    {
        var builder = new SourcesBuilder();
        foreach (var (origin, value) in plan.Given) builder.Give(plan.Case.Setting, origin, value);
        GiveCompanions(builder, plan.Case.Setting);
        var reading = load(builder.Sources);
        var (strongest, wanted) = plan.Given[^1];
        return plan.Case.Typed(reading.Required()) == wanted
            && reading.Values.Single(value => value.Setting == plan.Case.Setting).Provenance == Provenance(strongest, plan.Case.Setting);
    }, runs: 600);

    // Some settings are nothing alone; these take no part in the contest.
    private static void GiveCompanions(SourcesBuilder builder, Setting setting)
    {
        Setting[] companions = setting.Name switch
        {
            "VIZ_SENSOR_COLUMN" => [Catalogue.ValueColumn],
            "VIZ_VALUE_COLUMN" => [Catalogue.SensorColumn],
            "WEBHOOK_URL" => [Catalogue.WebhookSecret],
            "WEBHOOK_SECRET" => [Catalogue.WebhookUrl],
            "WEBHOOK_ALLOW_HTTP" or "WEBHOOK_ALLOW_PRIVATE" => [Catalogue.WebhookUrl, Catalogue.WebhookSecret],
            var name when Publishing.Any(part => name.StartsWith(part, StringComparison.Ordinal)) =>
                [.. ((Setting[])[Catalogue.PinataJwt, Catalogue.CloudflareToken, Catalogue.CloudflareAccount, Catalogue.KvNamespace]).Where(other => other != setting)],
            _ => [],
        };
        foreach (var companion in companions) builder.Give(companion, Origin.Environment, companion == Catalogue.WebhookUrl ? "https://companion.example/" : "companion");
    }

    private static string Provenance(Origin origin, Setting setting) => origin switch
    {
        Origin.Flag => $"flag {setting.Flag}",
        Origin.Environment => "environment",
        Origin.DotEnv => ".env",
        _ => "viz.json",
    };
}
