using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The smoke matrix: real processes, what they are told, how they end and what they must say. Add a row for every new way to end.</summary>
public class Invocations
{
    /// <summary>Arguments, environment, exit code, what standard error must say; an empty text means nothing at all may stand there.</summary>
    public static TheoryData<string, string, int, string> Matrix => new()
    {
        { "--help", "", 0, "" },
        { "--version", "", 0, "" },
        { "config --help", "", 0, "" },
        { "config", "", 0, "" },
        { "config --json", "", 0, "" },
        { "config --example", "", 0, "" },
        { "config --home elsewhere", "", 0, "" },
        { "--home elsewhere config", "", 0, "" },
        { "config", "NO_COLOR=1", 0, "" },
        { "config", "LC_ALL=POSIX", 0, "" },
        { "", "", 2, "viz: no command given; there are " },
        { "confg", "", 2, "did you mean config?" },
        { "config extra", "", 2, "\"extra\" is one argument too many" },
        { "config --jsn", "", 2, "there is no option \"--jsn\"; did you mean --json?" },
        { "config --home", "", 2, "--home needs a value" },
        { "config --home a --home b", "", 2, "--home is given more than once" },
        { "config --sorce postgres://u:hunter22@h/d", "", 2, "did you mean --source?" },
        { "demo --days 0", "", 2, "--days 0: it must be from 1 to 3660" },
        { "demo --days week", "", 2, "week" },
        { "demo", "VIZ_SOURCE=x.db", 2, "the demo makes readings of its own" },
        { "backfill --start-date 2025-02-30", "", 2, "--start-date 2025-02-30: it must be a date of the calendar" },
        { "backfill --start-date 2025-02-02 --end-date 2025-02-01", "", 2, "--start-date 2025-02-02 lies after --end-date 2025-02-01" },
        { "backfill --interval weekly", "", 2, "--interval weekly: it must be daily, hourly or cumulative" },
        { "backfill --retry some", "", 2, "--retry some: it must be failed, stale or all" },
        { "backfill --sensor temprature", "", 2, "there is no sensor \"temprature\"" },
        { "backfill --max-failures -1", "", 2, "--max-failures" },
        { "backfill", "", 4, "there are no readings yet; viz import or viz demo brings some" },
        { "backfill --dry-run --source missing.db", "", 4, "missing.db: there is no such file" },
        { "backfill --source .", "", 4, ". is a folder; the source must be an SQLite database file" },
        { "backfill --source postgres://u:hunter22@127.0.0.1:1/d", "", 4, "127.0.0.1" },
        { "backfill", "VIZ_STATION=Bad Name", 3, "VIZ_STATION in the environment" },
        { "generate temperature 2025-01-15T00:00:00", "", 2, "END" },
        { "generate temperature yesterday today", "", 2, "START yesterday: it must be a time such as" },
        { "generate warmth 2025-01-15 2025-01-16", "", 2, "there is no sensor \"warmth\"" },
        { "generate temperature 2025-01-16 2025-01-15", "", 2, "must lie after START" },
        { "generate temperature 2025-01-15 2025-01-17", "", 2, "a daily picture shows one local day; here that would be 2025-01-15T00:00:00-08:00 2025-01-16T00:00:00-08:00" },
        { "generate temperature 2025-01-15T08:30 2025-01-15T09:00 --interval hourly", "", 2, "an hourly picture shows one local hour; here that would be 2025-01-15T08:00:00-08:00 2025-01-15T09:00:00-08:00" },
        { "generate temperature 2025-01-15T08:00 2025-01-16T09:30 --interval cumulative", "", 2, "from a local midnight to the end of an hour; here that would be 2025-01-15T00:00:00-08:00 2025-01-16T10:00:00-08:00" },
        { "generate temperature 2025-03-09T02:30 2025-03-10", "", 2, "never show this time; the next they show is 2025-03-09T03:00:00" },
        { "generate temperature 2025-01-15 2025-01-16 --palette pink", "", 2, "--palette pink: it must be one of " },
        { "generate temperature 2025-01-15 2025-01-16", "", 4, "there are no readings yet" },
        { "status", "", 0, "there are no readings yet" },
        { "status --json", "", 0, "./viz-data: nothing was ever recorded here" },
        { "status --run 1", "", 2, "there is no run 1; viz status lists the last ones" },
        { "status --run first", "", 2, "first" },
        { "stats", "", 4, "there are no readings yet" },
        { "latest temperature daily", "", 1, "temperature:daily:latest: nothing is published yet" },
        { "latest temperature weekly", "", 2, "INTERVAL weekly: it must be daily, hourly or cumulative" },
        { "latest", "", 2, "SENSOR" },
        { "verify", "", 0, "./viz-data: nothing was ever recorded here" },
        { "rehearse --latency -1", "", 2, "--latency -1: it must be from 0 to 60000" },
        { "rehearse --requests-per-minute -1", "", 2, "--requests-per-minute -1: it must be 0 or more" },
        { "rehearse --seconds 0", "", 2, "--seconds 0: it must be 1 or more" },
        { "rehearse --faults many", "", 2, "many" },
        { "rehearse --json -- true", "", 2, "leave out --seconds and --json" },
        { "rehearse -- ./none-such", "", 2, "./none-such cannot be run" },
        { "rehearse -- false", "", 1, "pinata: 0 files" },
        { "publish", "", 2, "FILES" },
        { "publish none.png", "", 2, "none.png: there is no such file or folder" },
        { "publish *.png", "", 2, "*.png: no file matches" },
        { "publish .", "", 2, ".: the folder holds no file" },
        { "publish . --concurrency 0", "", 2, "--concurrency 0: it must be from 1 to 256" },
        { "publish .", "PINATA_JWT=hunter22", 3, "uploading: not set: CLOUDFLARE_API_TOKEN" },
        { "publish /dev/null", "", 3, "uploading is off: none of PINATA_JWT, " },
        { "publish /dev/null --key ..", "", 2, "--key: \"..\" cannot be a key" },
        { "test-upload", "", 3, "uploading is off: none of PINATA_JWT, " },
        { "test-upload", "CLOUDFLARE_ACCOUNT_ID=account", 3, "uploading is off: none of PINATA_JWT, " },
        { "test-upload", "PINATA_JWT=hunter22 hunter22", 3, "PINATA_JWT in the environment: it has a blank" },
        { "import a.csv --time t", "", 2, "--sensor" },
        { "import a.csv --sensor temperature=t", "", 2, "--time" },
        { "sync", "", 2, "nothing says where to sync from; --from postgres://user@host/database or VIZ_SYNC_FROM does" },
        { "sync --sync-from a.db", "", 2, "there is no option \"--sync-from\"" },
        { "sync --from missing.db", "", 4, "missing.db: there is no such file" },
        { "sync --from postgres://u:hunter22@127.0.0.1:1/d", "", 4, "127.0.0.1" },
        { "sync --from mysql://u:hunter22@h/d", "", 3, "--from: it is neither a path nor a postgres:// address" },
        { "sync", "VIZ_SYNC_FROM=postgres://u:hunter22@127.0.0.1:1/d", 4, "is the server running" },
        { "sync", "VIZ_SYNC_OVERLAP=-1", 3, "VIZ_SYNC_OVERLAP in the environment" },
        { "health 127.0.0.1:1", "", 4, "viz: 127.0.0.1:1: nothing answers there" },
        { "health somewhere", "", 2, "ADDRESS somewhere: it must be a port, or an address of this machine and a port" },
        { "config @hunter22", "", 2, "\"@hunter22\" is one argument too many" },
        { "config", "VIZ_SCALE=9", 3, "viz: VIZ_SCALE in the environment: \"9\" will not do; it must be a whole number from 1 to 8" },
        { "config --json", "VIZ_SCALE=9", 3, "VIZ_SCALE in the environment" },
        { "config --zone PTS", "", 3, "--zone: \"PTS\" will not do" },
        { "config --source mysql://u:hunter22@h/d", "", 3, "--source: it is neither a path nor a postgres:// address" },
        { "config", "VIZ_SOURCE=postgres://u:hunter22@h", 3, "VIZ_SOURCE in the environment: it is not an address of the form" },
        { "config", "PINATA_JWT=hunter22", 3, "uploading: not set: CLOUDFLARE_API_TOKEN, CLOUDFLARE_ACCOUNT_ID, KV_NAMESPACE_ID" },
        { "config", "CLOUDFLARE_ACCOUNT_ID=account", 0, "" },
        { "config", "PINATA_JWT=hunter22 hunter22", 3, "PINATA_JWT in the environment: it has a blank" },
    };

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Every_invocation_ends_as_the_matrix_says(string arguments, string variable, int code, string said)
    {
        using var folder = new TempFolder();
        var environment = variable.Length == 0 ? [] : new (string, string?)[] { (variable.Split('=', 2)[0], variable.Split('=', 2)[1]) };
        var result = await Viz.RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), folder.Path, environment);
        Assert.True(result.ExitCode == code, result.ToString());
        Assert.True(said.Length == 0 ? result.Errors.Length == 0 : result.Errors.Contains(said, StringComparison.Ordinal), result.ToString());
        Assert.DoesNotMatch(@"(?m)^\s+at \w|Unhandled exception", result.Output + result.Errors);
        if (!arguments.Contains('@', StringComparison.Ordinal) || code == 3) Assert.DoesNotContain("hunter22", result.Output + result.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task All_problems_of_all_files_are_said_at_once()
    {
        using var folder = new TempFolder();
        folder.Write("viz.json", "{\n  \"scale\": 0,\n  \"colour\": \"red\"\n}");
        folder.Write(".env", "CUMULATIVE_START=yesterday\n");
        var result = await Viz.RunAsync(["config", "--zone", "Nowhere"], folder.Path, ("VIZ_PIN_WORKERS", "many"));
        Assert.Equal(3, result.ExitCode);
        Assert.Equal(5, result.Errors.Trim().Split('\n').Length);
    }

    [Fact]
    public async Task A_reader_that_leaves_early_is_no_failure()
    {
        using var folder = new TempFolder();
        var script = folder.WriteScript("early", $"#!/bin/sh\n{{ dotnet '{Viz.Dll}' config; echo \"ended $?\" >&2; }} | head -n 1\n");
        var result = await Command.RunAsync(script, [], folder.Path);
        Assert.Equal("ended 0\n", result.Errors);
    }

    [Fact]
    public async Task A_full_disk_under_standard_output_is_a_line_and_exit_4()
    {
        using var folder = new TempFolder();
        var script = folder.WriteScript("full", $"#!/bin/sh\nexec dotnet '{Viz.Dll}' config >/dev/full\n");
        var result = await Command.RunAsync(script, [], folder.Path);
        Assert.Equal((4, "viz: No space left on device"), (result.ExitCode, result.Errors.Split(" :")[0].Trim()));
    }

    [Fact]
    public async Task Settings_files_that_cannot_be_read_as_such_are_said()
    {
        using var folder = new TempFolder();
        folder.Write("viz.json", new string(' ', (1 << 20) + 1));
        Directory.CreateDirectory(folder[".env"]);
        var result = await Viz.RunAsync(["config"], folder.Path);
        Assert.Equal((3, "viz: viz.json: it is larger than 1 MiB; settings are not\n"), (result.ExitCode, result.Errors));
    }

    [Fact]
    public async Task Json_is_one_document_with_every_setting_and_every_problem()
    {
        using var folder = new TempFolder();
        var result = await Viz.RunAsync(["config", "--json"], folder.Path, ("VIZ_SCALE", "9"), ("LC_ALL", "POSIX"));
        Assert.Contains("temperature=temp:redblue:°C", result.Output, StringComparison.Ordinal);
        using var document = System.Text.Json.JsonDocument.Parse(result.Output);
        Assert.Equal(Host.Catalogue.All.Length, document.RootElement.GetProperty("settings").GetArrayLength());
        Assert.Equal(1, document.RootElement.GetProperty("problems").GetArrayLength());
    }
}
