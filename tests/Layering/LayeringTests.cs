using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class LayeringTests
{
    private delegate IEnumerable<string> Check(SourceFile file);

    [Fact]
    public void Every_arrow_of_the_sources_runs_as_the_architecture_says()
    {
        var files = Sources().ToList();
        Assert.True(files.Count > 50, "the sources were not found");
        Assert.Empty(files.SelectMany(Layers.Broken));
    }

    /// <summary>One file that breaks one rule, and the reason that must be given.</summary>
    public static TheoryData<string, string, string, string> Breaches => new()
    {
        { "Storage", "X.csproj", "<ProjectReference Include=\"../Stages/VizPipeline.Stages.csproj\" />", "Storage must not refer to Stages" },
        { "Imaging", "X.csproj", "<PackageReference Include=\"NodaTime\" />", "Imaging must not use the package NodaTime" },
        { "Doubles", "X.csproj", "<ProjectReference Include=\"../Stages/VizPipeline.Stages.csproj\" />", "Doubles must not refer to Stages" },
        { "Doubles", "X.cs", "namespace VizPipeline.Doubles;\nclass X(IPinStore pins) { }", "not our ports" },
        { "Cloud", "X.cs", "namespace VizPipeline.Cloud;", "does not know" },
        { "Storage", "X.cs", "using VizPipeline;\nnamespace VizPipeline.Storage;", "Storage must not use VizPipeline" },
        { "Stages", "X.cs", "using System.CommandLine;\nusing Spectre.Console;\nnamespace VizPipeline.Stages;", "Stages must not use Spectre.Console" },
        { "Stages", "X.cs", "namespace VizPipeline.Other;", "its namespace must be VizPipeline.Stages" },
        { "Stages", "Query/Sqlite/X.cs", "namespace VizPipeline.Stages;", "one level deep" },
        { "Stages", "X.cs", "namespace VizPipeline.Stages;\nclass X { DateTime at; }", "NodaTime only" },
        { "Stages", "X.cs", "namespace VizPipeline.Stages;\nclass X { void M() => Console.WriteLine(); }", "only the host speaks" },
        { "Imaging", "X.cs", "namespace VizPipeline.Imaging;\nclass X { void M() => File.Delete(\"\"); }", "same input, same bytes" },
        { "Pipeline", "X.cs", "namespace VizPipeline;\nclass X { Sensor of; }", "no domain word" },
        { "Host", "X.cs", "namespace VizPipeline.Host;\nclass X { void M() { try { } catch (Exception e) { Log(e); } } }", "catches every exception" },
        { "Host", "X.cs", "namespace VizPipeline.Host;\nclass X { void M() { try { } catch { } } }", "catches every exception" },
        { "Host", "X.cs", "namespace VizPipeline.Host;\n#pragma warning disable CA1031", "argued with in .editorconfig" },
        { "Host", "X.cs", "namespace VizPipeline.Host;\nclass PinManager { }", "\"PinManager\" says nothing" },
        { "Host", "X.cs", "namespace VizPipeline.Host;" + "\n//".PadRight(3) + string.Concat(Enumerable.Repeat("\n//", 200)), "longer than 200 lines" },
    };

    [Theory]
    [MemberData(nameof(Breaches))]
    public void A_file_that_breaks_a_rule_is_named_with_the_reason(string project, string path, string text, string reason) =>
        Assert.Contains(reason, Assert.Single(Layers.Broken(new SourceFile(project, path, text))), StringComparison.Ordinal);

    [Theory]
    [InlineData("namespace VizPipeline.Stages;\nclass X { LocalDateTime at; void M() { try { } catch { Undo(); throw; } } }")]
    [InlineData("using System.Collections.Immutable;\nusing NodaTime;\nusing VizPipeline.Storage;\nnamespace VizPipeline.Stages;\n/// DateTime is what we do not use\nclass X { }")]
    [InlineData("namespace VizPipeline.Stages;\nclass X { void M() { try { } catch (Exception e) when (e is IOException) { } } }")]
    public void A_file_that_breaks_none_is_left_alone(string text) => Assert.Empty(Layers.Broken(new SourceFile("Stages", "X.cs", text)));

    private static IEnumerable<SourceFile> Sources() =>
        from project in (string[])["src", "bench"]
        from path in Directory.EnumerateFiles(Checkout.File(project), "*.cs*", SearchOption.AllDirectories)
        let parts = Path.GetRelativePath(Checkout.Root, path).Replace('\\', '/').Split('/')
        let room = project == "src" ? 1 : 0
        where Path.GetExtension(path) is ".cs" or ".csproj" && !parts.Contains("obj") && !parts.Contains("bin")
        select new SourceFile(parts[room], string.Join('/', parts[(room + 1)..]), File.ReadAllText(path));
}
