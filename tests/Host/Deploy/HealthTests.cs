using Microsoft.AspNetCore.Http;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What <c>viz health</c> makes of a service's answers.</summary>
public sealed class HealthTests
{
    private const string Down = """{"isReady":false,"isService":true,"dependencies":[{"name":"home","isUp":true},{"name":"readings","isUp":false,"why":"nothing answers there"}]}""";

    [Theory]
    [InlineData("/live", 200, """{"status":"up"}""", 0, "it answers\n", "")]
    [InlineData("/ready", 200, """{"isReady":true,"dependencies":[{"name":"home","isUp":true}]}""", 0, "home: up\n", "")]
    [InlineData("/ready", 503, Down, 4, "home: up\nreadings: down nothing answers there\n", "the service answers 503: not all that it relies on is there")]
    [InlineData("/live", 404, "{}", 4, "it answers\n", "the service answers 404")]
    [InlineData("/live", 200, "<html>", 4, "", "what answers there is no service of viz")]
    public async Task An_answer_is_told_with_its_exit_code(string path, int status, string answer, int code, string told, string complaint)
    {
        await using var server = await SmallServer.StartAsync(async (context, seen) =>
        {
            context.Response.StatusCode = seen.Target == path ? status : 500;
            await context.Response.WriteAsync(answer);
        });
        using var folder = new TempFolder();
        var result = await Viz.RunAsync(["health", server.Address.Authority, .. path == "/ready" ? ["--ready"] : (string[])[]], folder.Path);
        Assert.Equal((code, told), (result.ExitCode, result.Output));
        if (code == 4) Complaint.MustBe(result, complaint);
        else Assert.Empty(result.Errors);
    }

    [Fact]
    public async Task As_json_it_is_what_the_service_said()
    {
        await using var server = await SmallServer.StartAsync((context, _) => context.Response.WriteAsync(Down));
        using var folder = new TempFolder();
        var result = await Viz.RunAsync(["health", server.Address.Authority, "--ready", "--json"], folder.Path);
        using var document = System.Text.Json.JsonDocument.Parse(result.Output);
        Assert.Equal(2, document.RootElement.GetProperty("dependencies").GetArrayLength());
    }
}
