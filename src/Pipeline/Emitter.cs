using System.Diagnostics;

namespace VizPipeline;

/// <summary>Hands the outputs of one item to the next stage, and tells work apart from waiting while it does. For one worker.</summary>
internal sealed class Emitter<TIn, TOut>(StageInfo stage, Envelope<TIn> origin, Activity? span, IInbox<TOut> next, Run run)
{
    private long _mark = run.Clock.GetTimestamp();

    public TimeSpan Busy { get; private set; }

    public TimeSpan Blocked { get; private set; }

    public async ValueTask EmitAsync(TOut output)
    {
        var made = run.Clock.GetTimestamp();
        var born = stage.Index == 0 ? made : origin.Born;
        run.Observer.Emitted(stage, run.Clock.GetElapsedTime(born, made));
        await next.AcceptAsync(origin.Derive(output, born, span));
        Tell(made, run.Clock.GetTimestamp());
    }

    /// <summary>The item is done with.</summary>
    public void Close()
    {
        var now = run.Clock.GetTimestamp();
        Tell(now, now);
    }

    private void Tell(long made, long accepted)
    {
        var (busy, blocked) = (run.Clock.GetElapsedTime(_mark, made), run.Clock.GetElapsedTime(made, accepted));
        (Busy, Blocked, _mark) = (Busy + busy, Blocked + blocked, accepted);
        run.Observer.Worked(stage, busy, blocked);
    }
}
