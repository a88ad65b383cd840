using System.Collections.Immutable;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>Every metric there is, once: meters, endpoint, dashboards and tests work from this list.</summary>
internal static class MetricNames
{
    public const string Meter = "VizPipeline", Stage = "stage", Outcome = "outcome", Reason = "reason", State = "state", Provider = "provider", Operation = "operation", Direction = "direction", Trigger = "trigger", Dependency = "dependency";

    private const string Runtime = "System.Runtime";

    private static readonly ImmutableArray<double> Seconds =
        [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    public static MetricSpec StageItems { get; } = Count("stage.items", "{item}", "Items that a stage is done with, by how they fared: skipped ones were left by a stop",
        from stage in RoadWatch.Names from outcome in RoadWatch.Outcomes select LabelSet.Of(Stage, stage).With(Outcome, outcome));

    public static MetricSpec StageInFlight { get; } = OfStage(MetricKind.Gauge, "stage.in_flight", "{item}", "Items that a stage works on now");

    public static MetricSpec StageQueue { get; } = OfStage(MetricKind.Gauge, "stage.queue_items", "{item}", "Items that wait before a stage now");

    public static MetricSpec StageCapacity { get; } = OfStage(MetricKind.Gauge, "stage.queue_capacity", "{item}", "Items that may wait before a stage");

    public static MetricSpec StageWorkers { get; } = OfStage(MetricKind.Gauge, "stage.workers", "{worker}", "Items that a stage may work on at once");

    public static MetricSpec StageBusy { get; } = OfStage(MetricKind.Counter, "stage.busy", "s", "Time that a stage's workers spent on items, added up");

    public static MetricSpec StageBlocked { get; } = OfStage(MetricKind.Counter, "stage.blocked", "s", "Time that a stage's workers waited for room in the next stage's queue: backpressure");

    public static MetricSpec StageDuration { get; } =
        OfStage(MetricKind.Histogram, "stage.duration", "s", "Time that a stage spent on an item, without waiting for the next stage") with { Bounds = Seconds };

    public static MetricSpec StageLastItem { get; } = OfStage(MetricKind.Gauge, "stage.last_item_timestamp", "s", "When a stage was last done with an item, as Unix time; 0 before the first");

    public static MetricSpec ItemLatency { get; } =
        Plain(MetricKind.Histogram, "item.latency", "s", "Time from a day's reading to a picture's name in the index") with { Bounds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600] };

    public static MetricSpec Readings { get; } = Plain(MetricKind.Counter, "readings", "{reading}", "Readings taken from the source");

    public static MetricSpec Dropped { get; } =
        Count("readings_dropped", "{reading}", "Values of the source that are no readings, by why", LabelSet.Words<DropReason>().Select(reason => LabelSet.Of(Reason, reason)));

    public static MetricSpec Windows { get; } =
        Plain(MetricKind.Gauge, "windows", "{window}", "Windows of the home folder by state, as its ledger had them moments ago") with { Labels = [State] };

    public static MetricSpec Progress { get; } = Plain(MetricKind.Gauge, "backfill.progress", "1", "Windows of this run that have ended, as a part of all; 0 until they are counted");

    public static MetricSpec Eta { get; } = Plain(MetricKind.Gauge, "backfill.eta", "s", "Time that this run will yet take; NaN while nobody knows");

    public static MetricSpec LastSuccess { get; } =
        Plain(MetricKind.Gauge, "backfill.last_success_timestamp", "s", "When a backfill of this home folder last ended well, as Unix time; 0 for never");

    public static MetricSpec PictureBytes { get; } = Plain(MetricKind.Histogram, "picture.bytes", "By", "Length of pictures given to the store") with
    {
        Bounds = [.. Enumerable.Range(10, 14).Select(power => Math.Pow(2, power))],
    };

    public static MetricSpec Requests { get; } = Count("provider.requests", "{request}", "Requests to a provider, by how they ended",
        from operation in ProviderWatch.Operations from outcome in LabelSet.Words<ProviderOutcome>() select operation.With(Outcome, outcome));

    public static MetricSpec RequestDuration { get; } = Plain(MetricKind.Histogram, "provider.request.duration", "s", "Time from a request to its whole answer") with
    {
        Labels = [Provider, Operation],
        Known = ProviderWatch.Operations,
        Bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 100],
    };

    public static MetricSpec Retries { get; } = Count("provider.retries", "{call}", "Calls that failed and were made again, by why",
        from provider in ProviderWatch.Providers from reason in LabelSet.Words<RetryReason>() select LabelSet.Of(Provider, provider).With(Reason, reason));

    public static MetricSpec Throttled { get; } = Count("provider.throttled", "s", "Time during which calls were held: by the quota, because the provider had refused, because it was out of reach",
        from provider in ProviderWatch.Providers from reason in ProviderWatch.Holds select LabelSet.Of(Provider, provider).With(Reason, reason));

    public static MetricSpec ProviderInFlight { get; } = OfProvider("provider.in_flight", "Requests to a provider under way now");

    public static MetricSpec QuotaRemaining { get; } = OfProvider("provider.quota_remaining", "Requests that the provider's quota lets through at once; only while the provider is in use");

    public static MetricSpec Bytes { get; } = Count("provider.bytes", "By", "Bytes of bodies of requests (sent) and answers (received)",
        from provider in ProviderWatch.Providers from direction in ProviderWatch.Directions select LabelSet.Of(Provider, provider).With(Direction, direction));

    public static MetricSpec Batches { get; } = Count("batches", "{batch}", "Batches of names that went out, by why then",
        LabelSet.Words<BatchTrigger>().Append("flush").Select(trigger => LabelSet.Of(Trigger, trigger)));

    public static MetricSpec UnsuccessfulKeys { get; } = Plain(MetricKind.Counter, "kv.unsuccessful_keys", "{key}", "Keys that the provider said it had not written, in an answer that was a success");

    public static MetricSpec CidMismatch { get; } = Plain(MetricKind.Counter, "cid_mismatch", "{picture}", "Pictures that have another CID at the provider than computed here");

    public static MetricSpec DedupHits { get; } = Plain(MetricKind.Counter, "dedup_hits", "{picture}", "Pictures that were not sent, because their content was there already");

    public static MetricSpec BuildInfo { get; } =
        Plain(MetricKind.Gauge, "build_info", "", "Always 1; its labels say which build this is") with { Labels = ["version", "runtime"] };

    public static MetricSpec Heartbeat { get; } =
        Plain(MetricKind.Gauge, "service.heartbeat_timestamp", "s", "When the service last came round or a stage was done with an item, as Unix time");

    public static MetricSpec Backlog { get; } =
        Plain(MetricKind.Gauge, "service.backlog_windows", "{window}", "Windows that catching up and backfills have yet to look at; NaN while they are not counted");

    public static MetricSpec DependencyUp { get; } =
        Plain(MetricKind.Gauge, "dependency.up", "", "1 where what the service relies on answered when it was last needed, otherwise 0; not there before that") with { Labels = [Dependency] };

    /// <summary>What a service tells, and no other run.</summary>
    public static ImmutableArray<MetricSpec> OfService { get; } = [Heartbeat, Backlog, DependencyUp];

    /// <summary>What .NET itself tells, as far as it is shown.</summary>
    public static ImmutableArray<MetricSpec> OfRuntime { get; } =
    [
        OfNet(MetricKind.Gauge, "process.memory.working_set", "By", "Memory that the process has resident"),
        OfNet(MetricKind.Counter, "process.cpu.time", "s", "Processor time of the process, by mode") with { Labels = ["cpu_mode"] },
        OfNet(MetricKind.Gauge, "process.cpu.count", "{cpu}", "Processors that the process may use") with { Alias = "dotnet.process.cpus" },
        OfNet(MetricKind.Counter, "gc.collections", "{collection}", "Garbage collections, by the oldest generation collected") with { Labels = ["gc_heap_generation"] },
        OfNet(MetricKind.Counter, "gc.heap.total_allocated", "By", "Bytes allocated on the managed heap"),
        OfNet(MetricKind.Gauge, "gc.last_collection.heap.size", "By", "Size of the managed heap after the last collection, by generation") with { Labels = ["gc_heap_generation"] },
        OfNet(MetricKind.Counter, "gc.pause.time", "s", "Time that the program stood still for garbage collections"),
        OfNet(MetricKind.Gauge, "thread_pool.thread.count", "{thread}", "Threads of the thread pool") with { Alias = "dotnet.thread_pool.threads" },
        OfNet(MetricKind.Gauge, "thread_pool.queue.length", "{work_item}", "Work that waits for a thread of the pool"),
        OfNet(MetricKind.Counter, "monitor.lock_contentions", "{contention}", "Locks that had to be waited for"),
    ];

    public static ImmutableArray<MetricSpec> All { get; } =
    [
        StageItems, StageInFlight, StageQueue, StageCapacity, StageWorkers, StageBusy, StageBlocked, StageDuration, StageLastItem, ItemLatency,
        Readings, Dropped, Windows, Progress, Eta, LastSuccess, PictureBytes,
        Requests, RequestDuration, Retries, Throttled, ProviderInFlight, QuotaRemaining, Bytes, Batches, UnsuccessfulKeys, CidMismatch, DedupHits,
        .. OfService, BuildInfo, .. OfRuntime,
    ];

    private static MetricSpec Plain(MetricKind kind, string name, string unit, string help) =>
        new($"vizpipeline.{name}", kind, unit, help) { Known = kind == MetricKind.Gauge ? [] : [LabelSet.None] };

    private static MetricSpec Count(string name, string unit, string help, IEnumerable<LabelSet> known)
    {
        ImmutableArray<LabelSet> all = [.. known];
        return Plain(MetricKind.Counter, name, unit, help) with { Known = all, Labels = [.. all[0].Labels.Select(label => label.Key)] };
    }

    private static MetricSpec OfStage(MetricKind kind, string name, string unit, string help) =>
        Plain(kind, name, unit, help) with { Labels = [Stage], Known = kind == MetricKind.Gauge ? [] : [.. RoadWatch.Names.Select(stage => LabelSet.Of(Stage, stage))] };

    private static MetricSpec OfProvider(string name, string help) => Plain(MetricKind.Gauge, name, "{request}", help) with { Labels = [Provider] };

    private static MetricSpec OfNet(MetricKind kind, string name, string unit, string help) => new($"dotnet.{name}", kind, unit, help) { Meter = Runtime };
}
