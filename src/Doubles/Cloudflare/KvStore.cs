using System.Collections.Immutable;
using System.Text;
using NodaTime;

namespace VizPipeline.Doubles;

/// <summary>The namespace: keys in the order of their UTF-8 bytes. Safe for use by many threads at once.</summary>
internal sealed class KvStore(CloudflareDoubleOptions options)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, KvHistory> _keys = new(Comparer<string>.Create((one, other) => Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other))));
    private long _day;
    private int _writtenToday;

    /// <summary>Everything that was written and not deleted, without the lag of readers.</summary>
    public ImmutableSortedDictionary<string, string> Values
    {
        get
        {
            lock (_lock)
            {
                return _keys.Where(pair => pair.Value.At(Instant.MaxValue) is not null)
                    .ToImmutableSortedDictionary(pair => pair.Key, pair => Encoding.UTF8.GetString(pair.Value.At(Instant.MaxValue)!.Value!), StringComparer.Ordinal);
            }
        }
    }

    public KvVersion? Find(string key, Instant now)
    {
        lock (_lock) return _keys.TryGetValue(key, out var history) ? history.At(now == Instant.MaxValue ? now : now - options.ReadsLagBy) : null;
    }

    /// <summary>The next keys after <paramref name="after"/> that begin so, and whether there are more.</summary>
    public (ImmutableArray<(string Key, string? Metadata)> Keys, bool HasMore) Page(string prefix, string after, int most, Instant now)
    {
        lock (_lock)
        {
            var found = _keys.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal) && _keys.Comparer.Compare(pair.Key, after) > 0)
                .Select(pair => (pair.Key, Version: pair.Value.At(now - options.ReadsLagBy)))
                .Where(pair => pair.Version is not null).Take(most + 1).ToList();
            return ([.. found.Take(most).Select(pair => (pair.Key, pair.Version!.Metadata))], found.Count > most);
        }
    }

    /// <summary>False when the key was written less than a second ago; then nothing is.</summary>
    /// <exception cref="RequestRefusedException">No writes are left today.</exception>
    public bool TryPut(string key, byte[] value, string? metadata, Instant now) => Put([(key, value, metadata)], 0, now).IsEmpty;

    /// <summary>Writes all pairs it may; returns the keys of the others, which are those written less than a second ago, and every so-many-th if that is not 0.</summary>
    /// <exception cref="RequestRefusedException">Not as many writes are left today; nothing was written.</exception>
    public ImmutableArray<string> Put(ImmutableArray<(string Key, byte[] Value, string? Metadata)> pairs, int skipEvery, Instant now)
    {
        lock (_lock)
        {
            var refused = pairs.Where((pair, i) => (skipEvery > 0 && (i + 1) % skipEvery == 0) || IsTooSoon(pair.Key, now)).Select(pair => pair.Key).ToImmutableHashSet();
            CountToday(pairs.Length - refused.Count, now);
            foreach (var (key, value, metadata) in pairs.Where(pair => !refused.Contains(pair.Key))) Write(key, new KvVersion(now, value, metadata));
            return [.. pairs.Select(pair => pair.Key).Where(refused.Contains)];
        }
    }

    /// <summary>False when the key was written less than a second ago. Deleting what is absent is no error.</summary>
    public bool TryDelete(string key, Instant now)
    {
        lock (_lock)
        {
            if (!_keys.ContainsKey(key)) return true;
            if (IsTooSoon(key, now)) return false;
            Write(key, new KvVersion(now, null, null));
            return true;
        }
    }

    private bool IsTooSoon(string key, Instant now) =>
        options.LimitsKeyRate && _keys.TryGetValue(key, out var history) && history.LastWrite is { } last && now - last < Duration.FromSeconds(1);

    private void CountToday(int writes, Instant now)
    {
        var day = (long)Math.Floor((now - NodaConstants.UnixEpoch).TotalDays);
        if (day != _day) (_day, _writtenToday) = (day, 0);
        if (options.WritesPerDay is { } most && _writtenToday + writes > most)
        {
            throw new RequestRefusedException(429, "your account has reached the free usage limit for this operation for today", KvAnswers.DailyLimit) { Refusal = Refusal.WritesPerDay };
        }

        _writtenToday += writes;
    }

    private void Write(string key, KvVersion version)
    {
        if (!_keys.TryGetValue(key, out var history)) _keys.Add(key, history = new());
        history.Add(version, version.At - options.ReadsLagBy);
    }
}
