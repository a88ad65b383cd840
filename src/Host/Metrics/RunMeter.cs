using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.InteropServices;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>The instruments: what a run counts anyway is read when somebody looks; what only a histogram can show is observed on the way.</summary>
internal sealed class RunMeter : IRunObserver, IDisposable
{
    private readonly Meter _meter = new(MetricNames.Meter, Version);
    private readonly Histogram<double> _duration, _latency, _requests, _pictures;
    private readonly long[] _lastItems = new long[RoadWatch.Names.Length];
    private readonly IClock _clock;

    public RunMeter(RunFigures figures, WindowCounts windows, IClock clock)
    {
        _clock = clock;
        (_duration, _latency) = (MetricNames.StageDuration.Observe(_meter), MetricNames.ItemLatency.Observe(_meter));
        (_requests, _pictures) = (MetricNames.RequestDuration.Observe(_meter), MetricNames.PictureBytes.Observe(_meter));
        figures.Providers.Took = (labels, seconds) => _requests.Record(seconds, Tags(labels));
        Stages(figures.Watch);
        Work(figures, windows);
        Outside(figures.Providers);
        MetricNames.BuildInfo.Show(_meter, () => [new(1, Tags(new([new("version", Version), new("runtime", RuntimeInformation.FrameworkDescription)])))]);
    }

    public static string Version => typeof(RunMeter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public void ObservePicture(long bytes) => _pictures.Record(bytes);

    /// <summary>The run is a service: from now on it is shown how that stands.</summary>
    public void Serve(Func<ServiceState> state)
    {
        MetricNames.Heartbeat.Show(_meter, () => [new(state().Heartbeat.ToUnixTimeTicks() / 1e7)]);
        MetricNames.Backlog.Show(_meter, () => [new(state().Backlog ?? double.NaN)]);
        MetricNames.DependencyUp.Show(_meter, () => state().Dependencies.Select(one => new Measurement<double>(one.IsUp ? 1 : 0, Tags(LabelSet.Of(MetricNames.Dependency, one.Name)))));
    }

    void IRunObserver.Emitted(StageInfo stage, TimeSpan age)
    {
        // A picture that was pinned in an earlier run enters at the commit; when its day was read nobody knows.
        if (stage is { Name: "commit", Index: > 0 }) _latency.Record(age.TotalSeconds);
    }

    void IRunObserver.Left(StageInfo stage, TimeSpan busy, TimeSpan blocked, Verdict verdict)
    {
        _duration.Record(busy.TotalSeconds, new KeyValuePair<string, object?>(MetricNames.Stage, stage.Name));
        Volatile.Write(ref _lastItems[RoadWatch.Names.IndexOf(stage.Name)], _clock.GetCurrentInstant().ToUnixTimeTicks());
    }

    public void Dispose() => _meter.Dispose();

    private void Stages(RoadWatch watch)
    {
        MetricNames.StageItems.Count(_meter, () =>
            from stage in watch.Look()
            from outcome in stage.Left.Select((count, i) => (Count: count, Name: RoadWatch.Outcomes[i]))
            select new Measurement<long>(outcome.Count, Tags(LabelSet.Of(MetricNames.Stage, stage.Name).With(MetricNames.Outcome, outcome.Name))));
        MetricNames.StageBusy.Count(_meter, () => EachStage(stage => stage.Busy.TotalSeconds));
        MetricNames.StageBlocked.Count(_meter, () => EachStage(stage => stage.Blocked.TotalSeconds));
        MetricNames.StageInFlight.Show(_meter, () => EachStage(stage => stage.InFlight));
        MetricNames.StageQueue.Show(_meter, () => EachStage(stage => stage.Queued));
        MetricNames.StageCapacity.Show(_meter, () => EachStage(stage => stage.Capacity));
        MetricNames.StageWorkers.Show(_meter, () => EachStage(stage => stage.Workers));
        MetricNames.StageLastItem.Show(_meter, () => EachStage(stage => Volatile.Read(ref _lastItems[RoadWatch.Names.IndexOf(stage.Name)]) / 1e7));

        IEnumerable<Measurement<double>> EachStage(Func<StageFigures, double> value) =>
            watch.Look().Select(stage => new Measurement<double>(value(stage), new KeyValuePair<string, object?>(MetricNames.Stage, stage.Name)));
    }

    private void Work(RunFigures figures, WindowCounts windows)
    {
        var (tally, progress) = (figures.Tally, figures.Progress);
        MetricNames.Readings.Count(_meter, () => [new Measurement<long>(tally.Readings)]);
        MetricNames.Dropped.Count(_meter, () => Enum.GetValues<DropReason>()
            .Select(reason => new Measurement<long>(tally.Drops[reason], Tags(LabelSet.Of(MetricNames.Reason, LabelSet.Word(reason))))));
        MetricNames.Windows.Show(_meter, () =>
        {
            windows.Remind();
            return windows.Counts.Select(count => new Measurement<double>(count.Windows, Tags(LabelSet.Of(MetricNames.State, LabelSet.Word(count.State)))));
        });
        MetricNames.Progress.Show(_meter, () => [new(progress.Ratio)]);
        MetricNames.Eta.Show(_meter, () => [new(progress.Left?.TotalSeconds ?? double.NaN)]);
        MetricNames.LastSuccess.Show(_meter, () => [new((windows.LastSuccess?.ToUnixTimeTicks() ?? 0) / 1e7)]);
    }

    private void Outside(ProviderWatch providers)
    {
        foreach (var metric in (MetricSpec[])[
            MetricNames.Requests, MetricNames.Retries, MetricNames.Bytes, MetricNames.Batches, MetricNames.UnsuccessfulKeys, MetricNames.CidMismatch, MetricNames.DedupHits])
        {
            metric.Count(_meter, () => providers.Counted(metric).Select(one => new Measurement<long>(one.Count, Tags(one.Labels))));
        }

        MetricNames.Throttled.Count(_meter, () =>
            from provider in providers.States
            from hold in ProviderWatch.Holds.Zip((TimeSpan[])[provider.State.HeldByQuota, provider.State.HeldByRefusal, provider.State.HeldByBreaker])
            select new Measurement<double>(hold.Second.TotalSeconds, Tags(LabelSet.Of(MetricNames.Provider, provider.Provider).With(MetricNames.Reason, hold.First))));
        MetricNames.ProviderInFlight.Show(_meter, () => providers.InFlight.Select(one => new Measurement<double>(one.Requests, Tags(LabelSet.Of(MetricNames.Provider, one.Provider)))));
        MetricNames.QuotaRemaining.Show(_meter, () => providers.States.Select(one => new Measurement<double>(one.State.QuotaLeft, Tags(LabelSet.Of(MetricNames.Provider, one.Provider)))));
    }

    private static KeyValuePair<string, object?>[] Tags(LabelSet labels) => [.. labels.Labels.Select(label => new KeyValuePair<string, object?>(label.Key, label.Value))];
}
