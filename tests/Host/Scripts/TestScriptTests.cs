using Xunit;

namespace VizPipeline.Tests;

public class TestScriptTests
{
    private const string Absent = "<reason><![CDATA[VIZ_TEST_DATA is absent]]></reason>";
    private const string Other = "<reason><![CDATA[no time]]></reason>";

    /// <summary>What the runner reports, its exit code, CI, and how the script must end.</summary>
    public static TheoryData<string, int, bool, string, int> Endings => new()
    {
        { Report(passed: 7), 0, false, "7 passed, 0 failed", 0 },
        { Report(passed: 7) + Report(passed: 2), 0, false, "9 passed, 0 failed", 0 },
        { Report(passed: 7, failed: 2), 2, false, "7 passed, 2 failed", 1 },
        { Report(passed: 7, errors: 1), 2, false, "7 passed, 1 failed", 1 },
        { Report(passed: 7, skipped: 2) + Absent + Absent, 0, false, "7 passed, 0 failed, 2 skipped", 0 },
        { Report(passed: 7, skipped: 2) + Absent + Other, 0, false, "7 passed, 0 failed, 2 skipped", 0 },
        { Report(passed: 7, skipped: 2) + Absent + Other, 0, true, "7 passed, 1 failed, 1 skipped", 1 },
        { Report(passed: 7, skipped: 1) + Absent, 0, true, "7 passed, 0 failed, 1 skipped", 0 },
        { Report(passed: 7), 134, false, "7 passed, 1 failed", 1 },
        { "", 137, false, "0 passed, 1 failed", 1 },
        { "", 0, false, "0 passed, 1 failed", 1 },
        { Report(passed: 0), 8, false, "0 passed, 1 failed", 1 },
    };

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task The_last_line_and_the_exit_code_tell_the_truth(string report, int runner, bool isCi, string last, int code)
    {
        using var tree = new FakeTree();
        var result = await tree.RunAsync(".ci/run", "", null, ("FAKE_RESULTS", report), ("FAKE_RUNNER", $"{runner}"), ("CI", isCi ? "true" : null));
        Assert.Equal((last, code), (LastLine(result), result.ExitCode));
    }

    [Fact]
    public async Task A_wrong_format_fails_but_the_tests_still_run()
    {
        using var tree = new FakeTree();
        var result = await tree.RunAsync("test", "", null, ("FAKE_RESULTS", Report(passed: 7)), ("FAKE_FORMAT", "2"));
        Assert.Equal(("7 passed, 1 failed", 1), (LastLine(result), result.ExitCode));
    }

    [Fact]
    public async Task A_broken_build_fails_and_nothing_runs()
    {
        using var tree = new FakeTree();
        var result = await tree.RunAsync("test", "", null, ("FAKE_BROKEN", "1"));
        Assert.Equal(("0 passed, 1 failed", 1), (LastLine(result), result.ExitCode));
        Assert.DoesNotContain(tree.Calls, call => call.Contains("VizPipeline.Tests.dll", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Long_reaches_the_tests_and_other_arguments_the_runner()
    {
        using var tree = new FakeTree();
        var result = await tree.RunAsync("test", "--long --filter-class *Laws", null, ("FAKE_RESULTS", Report(passed: 1)));
        Assert.Matches("long 1: .* --filter-class \\*Laws\n", result.Output);
    }

    private static string LastLine(Support.CommandResult result) => result.Output.TrimEnd('\n').Split('\n')[^1];

    private static string Report(int passed, int failed = 0, int errors = 0, int skipped = 0) =>
        $"<assembly name=\"x\" errors=\"{errors}\" failed=\"{failed}\" not-run=\"0\" passed=\"{passed}\" skipped=\"{skipped}\" time=\"1\" total=\"9\"><collection failed=\"5\" passed=\"5\">";
}
