using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Host;
using VizPipeline.Stages;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Runs a verb that fails in a given way, in this process.</summary>
public class FailureTests
{
    public static TheoryData<Exception, int, string> Failures => new()
    {
        { new UsageException("START must lie before END"), 2, "viz: START must lie before END\nviz: see viz fail --help\n" },
        { new SettingsException(["a: wrong", "b: wrong"]), 3, "viz: a: wrong\nviz: b: wrong\n" },
        { new StoreRefusedException("the token is refused"), 3, "viz: the token is refused\n" },
        { new SourceException("readings.db: no such table"), 4, "viz: readings.db: no such table\n" },
        { new StoreUnavailableException("the server is away"), 4, "viz: the server is away\n" },
        { new HomeUnavailableException("viz-data: the disk is full"), 4, "viz: viz-data: the disk is full\n" },
        { new UnauthorizedAccessException("Access to the path 'x' is denied."), 4, "viz: Access to the path 'x' is denied.\n" },
        { new InvalidOperationException("odd\nthing"), 4, "viz: internal error: odd?thing; run again with --debug to see where\n" },
        { new SourceException("cannot log in with hunter22"), 4, "viz: cannot log in with ***\n" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Every_failure_is_a_line_and_a_code_and_no_stack_trace(Exception failure, int code, string said) =>
        Assert.Equal((code, said), await RunAsync(failure, StopSignals.Never, "fail"));

    [Fact]
    public async Task After_a_signal_a_cancelled_verb_was_interrupted()
    {
        var stop = new StopSignals(new CancellationToken(canceled: true), default);
        Assert.Equal((130, "viz: interrupted\n"), await RunAsync(new OperationCanceledException(), stop, "fail"));
    }

    [Fact]
    public async Task With_debug_the_place_is_shown_and_still_no_secret()
    {
        var (code, said) = await RunAsync(new InvalidOperationException("hunter22"), StopSignals.Never, "fail", "--debug");
        Assert.Equal(4, code);
        Assert.Contains("   at VizPipeline.Tests.FailureTests", said, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", said, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said)> RunAsync(Exception failure, StopSignals stop, params string[] arguments)
    {
        using var said = new StringWriter { NewLine = "\n" };
        var secrets = ImmutableDictionary<string, string>.Empty.Add("PINATA_JWT", "hunter22");
        var around = new Surroundings(
            secrets, Path.GetTempPath(), new Output(TextWriter.Null, said, isTerminal: false, hasColour: false), SystemClock.Instance, stop, Cores: 1);
        var code = await new CommandLine([new FailingVerb(failure)]).RunAsync(arguments, around);
        return ((int)code, said.ToString());
    }

    private sealed class FailingVerb(Exception failure) : Verb
    {
        public override string Name => "fail";

        public override string Description => "Fails";

        public override ImmutableArray<string> Examples => ["viz fail"];

        public override Task<ExitCode> RunAsync(Invocation call, CancellationToken cancel) => throw failure;
    }
}
