using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Tells listeners of pictures and failures, and now and then how the service stands. Counts what came lately.</summary>
internal sealed class ServiceObserver(EventHub hub, TouchedMonths months, IClock clock, TimeProvider time, Func<ServiceState> state) : IRunObserver
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1);

    private readonly Throughput _throughput = new(time);
    private long _told;
    private long _published;
    private long _moved = clock.GetCurrentInstant().ToUnixTimeTicks();

    public long PerMinute => _throughput.PerMinute;

    public long Published => Interlocked.Read(ref _published);

    /// <summary>When a stage last was done with something; when this began, if none was.</summary>
    public Instant LastMove => Instant.FromUnixTimeTicks(Interlocked.Read(ref _moved));

    public void Shown(LedgerEntry entry)
    {
        Interlocked.Increment(ref _published);
        _throughput.Add();
        months.Add(entry);
        if (!hub.IsHeard) return;

        hub.Tell(new PictureShown(clock.GetCurrentInstant(), entry));
        var told = Volatile.Read(ref _told);
        if (time.GetElapsedTime(told) >= Often && Interlocked.CompareExchange(ref _told, time.GetTimestamp(), told) == told) Turned();
    }

    /// <summary>Something about the service is new.</summary>
    public void Turned()
    {
        if (hub.IsHeard) hub.Tell(new StateMoved(clock.GetCurrentInstant(), state()));
    }

    /// <summary>Something goes on.</summary>
    public void Moved() => Interlocked.Exchange(ref _moved, clock.GetCurrentInstant().ToUnixTimeTicks());

    void IRunObserver.Left(StageInfo stage, TimeSpan busy, TimeSpan blocked, Verdict verdict) => Moved();

    void IRunObserver.Faulted(Fault fault)
    {
        foreach (var entry in Diagnosis.Waits(fault) ? [] : Diagnosis.Struck(fault))
        {
            months.Add(entry);
            hub.Tell(new PictureFailed(clock.GetCurrentInstant(), entry, $"{fault.Stage}: {fault.Cause.Message.ReplaceLineEndings(" ")}"));
        }
    }
}
