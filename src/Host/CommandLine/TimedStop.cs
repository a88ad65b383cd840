using System.CommandLine;

namespace VizPipeline.Host;

/// <summary>Stops a command that would go on for ever after some seconds, as the first Ctrl-C does.</summary>
internal sealed class TimedStop : IDisposable
{
    private readonly CancellationTokenSource _drain;

    /// <exception cref="UsageException">It is no length of time.</exception>
    public TimedStop(Invocation call)
    {
        var seconds = call.Value(Option);
        if (seconds < 1) throw new UsageException($"--seconds {seconds}: it must be 1 or more");

        _drain = CancellationTokenSource.CreateLinkedTokenSource(call.Stop.Drain);
        if (seconds is { } given) _drain.CancelAfter(TimeSpan.FromSeconds(given));
        Call = call with { Around = call.Around with { Stop = new(_drain.Token, call.Stop.Abort) } };
    }

    public static Option<int?> Option { get; } = new("--seconds") { Description = "End after this long [at Ctrl-C]", HelpName = "n" };

    /// <summary>The command, with this stop.</summary>
    public Invocation Call { get; }

    public void Dispose() => _drain.Dispose();
}
