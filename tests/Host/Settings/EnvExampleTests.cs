using System.Text;
using VizPipeline.Host;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class EnvExampleTests
{
    [Fact]
    public void The_committed_example_is_what_the_catalogue_says()
    {
        var committed = File.ReadAllText(Checkout.File(".env.example"));
        Assert.True(committed == EnvExample.Text, "run: ./viz config --example > .env.example");
    }

    [Fact]
    public void With_every_line_taken_in_the_example_changes_nothing()
    {
        var lines = EnvExample.Text.Split('\n').Where(line => line.StartsWith("# ", StringComparison.Ordinal) && Catalogue.All.Any(setting => line.StartsWith($"# {setting.Variable}=", StringComparison.Ordinal)));
        var taken = string.Concat(lines.Select(line => line[2..] + "\n"));
        var reading = SettingsLoader.Load(new SettingSources { DotEnv = new(Encoding.UTF8.GetBytes(taken), null), Cores = 1 });
        Assert.Equal(SettingsLoader.Load(new SettingSources { Cores = 1 }).Values.Select(value => value.Shown), reading.Values.Select(value => value.Shown));
        Assert.Equal(Catalogue.All.Count(setting => setting.Variable is not null), taken.Count(c => c == '\n'));
    }
}
