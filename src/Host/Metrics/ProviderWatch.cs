using System.Collections.Concurrent;
using System.Collections.Immutable;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>Counts what goes on between this program and its providers. Safe to read at any time.</summary>
internal sealed class ProviderWatch : IProviderObserver
{
    private readonly ConcurrentDictionary<(string Metric, LabelSet Labels), StrongCount> _counts = new();
    private readonly ConcurrentDictionary<string, StrongCount> _inFlight = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<ProviderState>> _open = new(StringComparer.Ordinal);

    /// <summary>Hears of each request's duration, in seconds, with the labels of its operation.</summary>
    public Action<LabelSet, double> Took { get; set; } = (_, _) => { };

    public static ImmutableArray<string> Providers { get; } = ["cloudflare", "pinata"];

    /// <summary>Why calls wait, in the order of <see cref="ProviderState"/>.</summary>
    public static ImmutableArray<string> Holds { get; } = ["quota", "retry_after", "breaker"];

    public static ImmutableArray<string> Directions { get; } = ["sent", "received"];

    /// <summary>What each provider can be asked for.</summary>
    public static ImmutableArray<LabelSet> Operations { get; } =
    [
        .. ((ProviderOperation[])[ProviderOperation.Upload, ProviderOperation.Find, ProviderOperation.List, ProviderOperation.Delete]).Select(operation => At("pinata", operation)),
        .. ((ProviderOperation[])[ProviderOperation.Put, ProviderOperation.BulkPut, ProviderOperation.Get, ProviderOperation.BulkGet, ProviderOperation.List, ProviderOperation.Delete])
            .Select(operation => At("cloudflare", operation)),
    ];

    /// <summary>What was counted for a metric so far.</summary>
    public IEnumerable<(LabelSet Labels, long Count)> Counted(MetricSpec metric) =>
        _counts.Where(pair => pair.Key.Metric == metric.Name).Select(pair => (pair.Key.Labels, pair.Value.Value));

    /// <summary>Requests that have ended, however they did.</summary>
    public long Ended(string provider) => Counted(MetricNames.Requests).Where(pair => pair.Labels.Has(MetricNames.Provider, provider)).Sum(pair => pair.Count);

    /// <summary>Requests that were answered as they should be.</summary>
    public long Succeeded(string provider) =>
        Counted(MetricNames.Requests).Where(pair => pair.Labels.Has(MetricNames.Provider, provider) && pair.Labels.Has(MetricNames.Outcome, LabelSet.Word(ProviderOutcome.Ok))).Sum(pair => pair.Count);

    /// <summary>Requests under way, of every provider there is.</summary>
    public IEnumerable<(string Provider, long Requests)> InFlight => Providers.Select(provider => (provider, _inFlight.TryGetValue(provider, out var count) ? count.Value : 0));

    /// <summary>Those in use.</summary>
    public IEnumerable<(string Provider, ProviderState State)> States => _open.Select(pair => (pair.Key, pair.Value()));

    public void Opened(string provider, Func<ProviderState> look) => _open[Word(provider)] = look;

    public void Asked(string provider, ProviderOperation operation) => _inFlight.GetOrAdd(Word(provider), _ => new()).Add(1);

    public void Answered(string provider, ProviderOperation operation, ProviderOutcome outcome, TimeSpan took)
    {
        _inFlight[Word(provider)].Add(-1);
        var labels = At(Word(provider), operation);
        Add(MetricNames.Requests, labels.With(MetricNames.Outcome, LabelSet.Word(outcome)));
        Took(labels, took.TotalSeconds);
    }

    public void Sent(string provider, long bytes) => Add(MetricNames.Bytes, Of(provider).With(MetricNames.Direction, Directions[0]), bytes);

    public void Received(string provider, long bytes) => Add(MetricNames.Bytes, Of(provider).With(MetricNames.Direction, Directions[1]), bytes);

    public void Retried(string provider, RetryReason reason) => Add(MetricNames.Retries, Of(provider).With(MetricNames.Reason, LabelSet.Word(reason)));

    public void Unwritten(string provider, int keys) => Add(MetricNames.UnsuccessfulKeys, LabelSet.None, keys);

    public void NamedOtherwise(string provider) => Add(MetricNames.CidMismatch, LabelSet.None);

    public void AddBatch(BatchTrigger trigger) => Add(MetricNames.Batches, LabelSet.Of(MetricNames.Trigger, LabelSet.Word(trigger)));

    public void AddShared() => Add(MetricNames.DedupHits, LabelSet.None);

    private void Add(MetricSpec metric, LabelSet labels, long count = 1) => _counts.GetOrAdd((metric.Name, labels), _ => new()).Add(count);

    private static LabelSet Of(string provider) => LabelSet.Of(MetricNames.Provider, Word(provider));

    private static LabelSet At(string provider, ProviderOperation operation) =>
        LabelSet.Of(MetricNames.Provider, provider).With(MetricNames.Operation, LabelSet.Word(operation));

    // Messages write a provider with a capital letter.
    private static string Word(string provider) => provider.ToLowerInvariant();

    private sealed class StrongCount
    {
        private long _value;

        public long Value => Interlocked.Read(ref _value);

        public void Add(long count) => Interlocked.Add(ref _value, count);
    }
}
