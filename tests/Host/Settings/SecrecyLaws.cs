using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Host;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class SecrecyLaws
{
    private const string Alphabet = "ABCXYZabcxyz0189-_.~!$&'()*+,;=@:/?#%\"[]| ";
    private const int Telling = 6;

    /// <summary>What the process shows when settings are given so.</summary>
    private delegate Task<string> Show(SourcesBuilder builder);

    private sealed record Leak(string Secret, Setting Setting, Origin Origin, string Text);

    private static Gen<Leak> Leaks =>
        from length in Gen.Choose(8, 40)
        from letters in Gen.Elements<char>(Alphabet.ToCharArray()).ArrayOf(length)
        from comment in Gen.Frequency((7, Gen.Constant(-1)), (1, Gen.Choose(0, length)))
        let secret = (comment < 0 ? new string(letters) : new string(letters).Insert(comment, " #")).Trim('"', '\'', ' ')
        where secret.Length >= 8
        from setting in Gen.Elements<Setting>(Catalogue.PinataJwt, Catalogue.CloudflareToken, Catalogue.WebhookSecret, Catalogue.WebhookUrl, Catalogue.Source, SyncCatalogue.From)
        from origin in Gen.Elements<Origin>(Origin.DotEnv, Origin.Environment, Origin.Json, Origin.Flag)
        from form in Gen.Elements(
            "postgres://user:{0}@host/db", "postgresql://user:{0}@host:5432/db?sslmode=require", "postgres://host/db?password={0}", "postgres//user:{0}@host/db",
            "postgres:user:{0}@host/db", "mysql://user:{0}@host/db", "Host=host;Username=user;Password={0}", "postgres://user:{0}@/db")
        from hook in Gen.Elements("https://hooks.example/{0}", "https://hooks.example:8443/in?token={0}", "https://user:{0}@hooks.example/", "hooks.example/{0}")
        let isSource = setting == Catalogue.Source || setting == SyncCatalogue.From
        select new Leak(secret, setting, isSource ? origin : origin is Origin.DotEnv ? origin : Origin.Environment, (isSource ? form : setting == Catalogue.WebhookUrl ? hook : "{0}").Replace("{0}", secret, StringComparison.Ordinal));

    [Fact]
    public void No_secret_is_ever_shown() => NothingLeaks(ConfigOfAsync);

    [Fact]
    public void The_law_refutes_showing_values_as_they_are() => Mutant.IsRefuted(() => NothingLeaks(builder =>
    {
        var layers = new SettingLayers(builder.Sources, new Findings());
        return Task.FromResult(string.Join('\n', Catalogue.All.Select(setting => layers.Find(setting)?.Text)));
    }));

    // The last four letters of a long token are meant to be seen; nothing longer is.
    private static void NothingLeaks(Show show) => Law.Holds(Leaks, async leak =>
    {
        var shown = await show(new SourcesBuilder().Give(leak.Setting, leak.Origin, leak.Text));
        return Enumerable.Range(0, leak.Secret.Length - Telling + 1).All(at => !shown.Contains(leak.Secret.Substring(at, Telling), StringComparison.Ordinal));
    }, runs: 400);

    private static async Task<string> ConfigOfAsync(SourcesBuilder builder)
    {
        using var folder = new TempFolder();
        folder.Write(".env", builder.DotEnv);
        folder.Write("viz.json", builder.Json);
        using var written = new StringWriter();
        var output = new Output(written, written, isTerminal: false, hasColour: false);
        var around = new Surroundings(builder.Environment, folder.Path, output, SystemClock.Instance, StopSignals.Never, Cores: 2);
        foreach (var form in (string[][])[[], ["--json"], ["--debug"]])
        {
            await new CommandLine(AllVerbs.List).RunAsync(["config", .. form, .. builder.Flags], around);
        }

        return written.ToString();
    }
}
