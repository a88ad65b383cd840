using System.Collections.Immutable;
using System.Globalization;
using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>An index whose bulk writes take a while and leave pairs out as told; each value is a number. It remembers every write.</summary>
/// <param name="latency">Milliseconds.</param>
/// <param name="leaves">Of the first writes: 0 leaves out none, 1 all, n every n-th.</param>
/// <param name="time">Measures them.</param>
internal sealed class TimedNames(int latency, int[] leaves, TimeProvider time) : INameIndex
{
    private readonly long _start = time.GetTimestamp();

    public List<Write> Sent { get; } = [];

    public List<(string Key, TimeSpan At)> Deleted { get; } = [];

    public async ValueTask PutAllAsync(IReadOnlyCollection<KeyValuePair<string, string>> pairs, CancellationToken cancel)
    {
        var (every, began) = (Sent.Count < leaves.Length ? leaves[Sent.Count] : 0, time.GetElapsedTime(_start));
        var write = new Write([.. pairs], [.. pairs.Where((_, at) => every > 0 && (at + 1) % every == 0).Select(pair => pair.Key)], began);
        Sent.Add(write);
        if (latency > 0) await Task.Delay(TimeSpan.FromMilliseconds(latency), time, cancel);
        write.Ended = time.GetElapsedTime(_start);
        if (!write.Unwritten.IsEmpty) throw new NamesUnwrittenException("left out") { Keys = [.. write.Unwritten] };
    }

    public ValueTask PutAsync(string key, string value, CancellationToken cancel) => PutAllAsync([new(key, value)], cancel);

    public ValueTask<string?> FindAsync(string key, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<IReadOnlyDictionary<string, string>> FindAllAsync(IReadOnlyCollection<string> keys, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask DeleteAsync(string key, CancellationToken cancel)
    {
        Deleted.Add((key, time.GetElapsedTime(_start)));
        return ValueTask.CompletedTask;
    }

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancel) => throw new NotSupportedException();

    internal sealed record Write(ImmutableArray<KeyValuePair<string, string>> Pairs, ImmutableHashSet<string> Unwritten, TimeSpan Began)
    {
        public TimeSpan Ended { get; set; }

        public bool HasEachKeyOnce => Pairs.Select(pair => pair.Key).Distinct().Count() == Pairs.Length;

        public bool Wrote(string key) => !Unwritten.Contains(key);

        /// <summary>-1 where the key is not there.</summary>
        public int NumberOf(string key) => Pairs.Where(pair => pair.Key == key).Select(pair => int.Parse(pair.Value, CultureInfo.InvariantCulture)).DefaultIfEmpty(-1).Last();
    }
}
