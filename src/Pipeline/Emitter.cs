namespace VizPipeline;

/// <summary>Hands the outputs of one item to the next stage and adds up how long that took.</summary>
internal sealed class Emitter<TIn, TOut>(StageInfo stage, Envelope<TIn> origin, IInbox<TOut> next, Run run)
{
    public TimeSpan Blocked { get; private set; }

    public async ValueTask EmitAsync(TOut output)
    {
        run.Observer.Emitted(stage);
        var accepting = next.AcceptAsync(origin.Derive(output));
        if (accepting.IsCompletedSuccessfully) return;

        var started = run.Clock.GetTimestamp();
        await accepting;
        Blocked += run.Clock.GetElapsedTime(started);
    }
}
