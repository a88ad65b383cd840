using System.Globalization;
using System.Text.RegularExpressions;
using VizPipeline.Host;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The unit of systemd, judged by systemd's own programs, which need no systemd that runs.</summary>
public sealed partial class UnitFileTests : IDisposable
{
    // Of 10: systemd calls this one "OK"; most services of a distribution have 9 and more.
    private const double MostExposed = 2.0;

    private readonly TempFolder _folder = new();
    private readonly string _unit = File.ReadAllText(Checkout.File("deploy/viz.service"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Systemd_finds_nothing_wrong_with_it()
    {
        var result = await AnalyzeAsync("verify", "--man=no", Write(_unit));
        Assert.Equal((0, ""), (result.ExitCode, (result.Output + result.Errors).Trim()));
    }

    [Fact]
    public async Task Systemd_would_find_what_is_wrong_with_it()
    {
        var result = await AnalyzeAsync("verify", "--man=no", Write(_unit.Replace("Type=notify", "Type=notified", StringComparison.Ordinal).Replace("PrivateTmp", "PrivateTemp", StringComparison.Ordinal)));
        Assert.Contains("notified", result.Errors, StringComparison.Ordinal);
        Assert.Contains("PrivateTemp", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_little_exposed()
    {
        var result = await AnalyzeAsync("security", "--offline=yes", Write(_unit));
        var exposure = Exposure().Match(result.Output);
        Assert.True(exposure.Success, result.ToString());
        Assert.True(double.Parse(exposure.Groups[1].ValueSpan, CultureInfo.InvariantCulture) <= MostExposed, exposure.Value);
    }

    [Fact]
    public void It_waits_longer_than_the_program_takes_to_stop()
    {
        var drain = int.Parse(DrainLimit().Match(_unit).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        Assert.InRange(int.Parse(Value("TimeoutStopSec"), CultureInfo.InvariantCulture), drain + 10, drain + 60);
    }

    [Fact]
    public void It_is_not_started_again_for_what_only_a_person_can_change() =>
        Assert.Equal($"{(int)ExitCode.BadUsage} {(int)ExitCode.BadSettings}", Value("RestartPreventExitStatus"));

    [Fact]
    public void The_program_is_told_where_its_home_is() =>
        Assert.Equal(($"{Catalogue.Home.Variable}=/var/lib/viz", "viz", "/var/lib/viz"), (Value("Environment").Split(' ')[0], Value("StateDirectory"), Value("WorkingDirectory")));

    private string Value(string name) => Assert.Single(_unit.Split('\n'), line => line.StartsWith($"{name}=", StringComparison.Ordinal))[(name.Length + 1)..];

    // Where this machine has dotnet is another matter than where the unit looks for it.
    private string Write(string unit) => _folder.Write("viz.service", unit.Replace("/usr/bin/dotnet", Environment.ProcessPath, StringComparison.Ordinal));

    private Task<CommandResult> AnalyzeAsync(params string[] arguments) =>
        Command.RunAsync("systemd-analyze", arguments, _folder.Path, [("SYSTEMD_COLORS", "0"), ("SYSTEMD_PAGER", "cat"), ("SYSTEMD_EMOJI", "0")]);

    [GeneratedRegex(@"exposure level for viz\.service: ([\d.]+)")]
    private static partial Regex Exposure();

    [GeneratedRegex(@"VIZ_STOP_WITHIN seconds \((\d+)\)")]
    private static partial Regex DrainLimit();
}
