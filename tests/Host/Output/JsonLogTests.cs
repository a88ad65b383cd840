using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Standard error of real processes with --log json: every line is one event.</summary>
public sealed class JsonLogTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_good_run_tells_its_beginning_and_its_end_and_no_warning()
    {
        var result = await Viz.RunAsync(["demo", "--days", "1", "--log", "json"], _folder.Path, ("VIZ_SCALE", "1"));
        Assert.True(result.ExitCode == 0, result.ToString());
        var lines = JsonLines.Of(result.Errors);
        Assert.Empty(lines.Events("warning").Concat(lines.Events("error")));
        Assert.Contains("run.began", lines.Events("info"));
        var ended = Assert.Single(lines, line => line.GetProperty("event").GetString() == "run.ended");
        Assert.Equal((1, 0), (ended.GetProperty("run").GetInt64(), ended.GetProperty("code").GetInt32()));
        Assert.True(ended.GetProperty("seconds").GetDouble() > 0 && ended.GetProperty("done").GetInt64() > 0);
    }

    [Fact]
    public async Task Failed_windows_are_warnings_and_requests_are_told_when_debugging()
    {
        await using var doubles = await ProviderDoubles.StartAsync(TimeSpan.Zero);
        await using var away = await SmallServer.StartAsync(503, "out of order");
        var result = await BackfillAsync([.. doubles.Environment, ("PINATA_UPLOAD_URL", away.Address.OriginalString), ("OUTAGE_WAIT", "0"), ("VIZ_LOG", "json")], "--debug");
        Assert.True(result.ExitCode == 1, result.ToString());
        var lines = JsonLines.Of(result.Errors);
        Assert.Empty(lines.Events("error"));
        var failed = lines.First(line => line.GetProperty("event").GetString() == "window.failed");
        Assert.Equal(("warning", "pin", "unavailable"), (failed.GetProperty("level").GetString(), failed.GetProperty("stage").GetString(), failed.GetProperty("kind").GetString()));
        var requests = lines.Where(line => line.GetProperty("event").GetString() == "provider.request").ToList();
        Assert.Equal(away.Seen.Count, requests.Count);
        Assert.All(requests, line => Assert.Equal(("debug", "POST", 503), (line.GetProperty("level").GetString(), line.GetProperty("method").GetString(), line.GetProperty("status").GetInt32())));
    }

    [Fact]
    public async Task Requests_are_told_to_people_too_but_only_when_debugging()
    {
        await using var doubles = await ProviderDoubles.StartAsync(TimeSpan.Zero);
        var quiet = await BackfillAsync(doubles.Environment);
        Assert.DoesNotContain(" → ", quiet.Errors, StringComparison.Ordinal);
        var result = await BackfillAsync(doubles.Environment, "--debug", "--retry", "all", "--home", _folder["another"]);
        Assert.Matches(@"(?m)^PUT http://\S+/bulk → 200, 0\.\d s$", result.Errors);
        Assert.DoesNotContain("?", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_cannot_go_on_ends_with_an_error()
    {
        var result = await Viz.RunAsync(["backfill", "--source", "missing.db", "--log", "json", "--debug"], _folder.Path);
        Assert.Equal(4, result.ExitCode);
        var lines = JsonLines.Of(result.Errors);
        Assert.Equal(["unavailable"], lines.Events("error"));
        Assert.Equal(["error.where"], lines.Events("debug"));
        Assert.Contains("missing.db: there is no such file", lines[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("backfill --log json --interval weekly", "")]
    [InlineData("confg --log json", "")]
    [InlineData("--log json", "")]
    [InlineData("config --jsn", "VIZ_LOG")]
    [InlineData("config --log json --home", "")]
    public async Task A_wrong_command_line_is_one_error_with_what_to_look_at(string arguments, string variable)
    {
        var result = await Viz.RunAsync(arguments.Split(' '), _folder.Path, variable.Length > 0 ? [(variable, "json")] : []);
        Assert.True(result.ExitCode == 2, result.ToString());
        var line = Assert.Single(JsonLines.Of(result.Errors));
        Assert.Equal(("usage.wrong", "error", 2), (line.GetProperty("event").GetString(), line.GetProperty("level").GetString(), line.GetProperty("code").GetInt32()));
        Assert.Contains("--help", line.GetProperty("hint").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_wrong_setting_is_an_error_of_its_own_wherever_json_was_asked_for()
    {
        _folder.Write("viz.json", "{ \"scale\": 0, \"log\": \"json\" }");
        var result = await Viz.RunAsync(["status"], _folder.Path, ("VIZ_TRACE_SAMPLE", "1.5"), ("VIZ_TRACE_HEADERS", "maybe"));
        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.Equal(["settings.wrong", "settings.wrong", "settings.wrong"], JsonLines.Of(result.Errors).Events("error"));
    }

    private async Task<CommandResult> BackfillAsync((string, string?)[] environment, params string[] more)
    {
        var source = File.Exists(_folder["readings.db"]) ? _folder["readings.db"] : MadeSource.Write(_folder["readings.db"], days: 1, everySeconds: 600);
        string[] home = more.Contains("--home") ? [] : ["--home", _folder["home"]];
        return await Viz.RunAsync(["backfill", "--source", source, .. home, .. more], _folder.Path, environment);
    }
}
