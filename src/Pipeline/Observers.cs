namespace VizPipeline;

/// <summary>Tells several observers the same things, in order.</summary>
public sealed class Observers(params IRunObserver[] all) : IRunObserver
{
    public void Opened(StageInfo stage)
    {
        foreach (var one in all) one.Opened(stage);
    }

    public void Queued(StageInfo stage)
    {
        foreach (var one in all) one.Queued(stage);
    }

    public void Entered(StageInfo stage)
    {
        foreach (var one in all) one.Entered(stage);
    }

    public void Emitted(StageInfo stage, TimeSpan age)
    {
        foreach (var one in all) one.Emitted(stage, age);
    }

    public void Worked(StageInfo stage, TimeSpan busy, TimeSpan blocked)
    {
        foreach (var one in all) one.Worked(stage, busy, blocked);
    }

    public void Left(StageInfo stage, TimeSpan busy, TimeSpan blocked, Verdict verdict)
    {
        foreach (var one in all) one.Left(stage, busy, blocked, verdict);
    }

    public void Faulted(Fault fault)
    {
        foreach (var one in all) one.Faulted(fault);
    }

    public void Settled(Verdict verdict)
    {
        foreach (var one in all) one.Settled(verdict);
    }
}
