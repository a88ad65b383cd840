using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Storage;

/// <summary>An index that takes so many writes a day, counted from midnight UTC: what goes beyond is not asked of it.</summary>
/// <param name="names">The index.</param>
/// <param name="most">Keys written or deleted a day.</param>
/// <param name="clock">Tells the day.</param>
public sealed class DailyNames(INameIndex names, int most, IClock clock) : INameIndex
{
    private readonly Lock _lock = new();
    private LocalDate _day;
    private int _written;

    public ValueTask<string?> FindAsync(string key, CancellationToken cancel) => names.FindAsync(key, cancel);

    public ValueTask<IReadOnlyDictionary<string, string>> FindAllAsync(IReadOnlyCollection<string> keys, CancellationToken cancel) => names.FindAllAsync(keys, cancel);

    public ValueTask PutAsync(string key, string value, CancellationToken cancel) => Take(1) == 1 ? names.PutAsync(key, value, cancel) : throw Spent();

    /// <summary>Writes as many as the day has left, the first first.</summary>
    public async ValueTask PutAllAsync(IReadOnlyCollection<KeyValuePair<string, string>> pairs, CancellationToken cancel)
    {
        var latest = ImmutableDictionary<string, string>.Empty.SetItems(pairs);
        string[] keys = [.. pairs.Select(pair => pair.Key).Distinct(StringComparer.Ordinal)];
        var taken = Take(keys.Length);
        if (taken == 0 && keys.Length > 0) throw Spent();
        ImmutableArray<string> beyond = [.. keys[taken..]];
        try
        {
            await names.PutAllAsync([.. keys[..taken].Select(key => KeyValuePair.Create(key, latest[key]))], cancel);
        }
        catch (NamesUnwrittenException cause) when (beyond.Length > 0)
        {
            throw new NamesUnwrittenException(cause.Message, cause) { Keys = [.. cause.Keys, .. beyond], RetryAfter = cause.RetryAfter };
        }

        if (beyond.IsEmpty) return;
        var spent = Spent();
        throw new NamesUnwrittenException(spent.Message, spent) { Keys = beyond, RetryAfter = spent.RetryAfter };
    }

    public ValueTask DeleteAsync(string key, CancellationToken cancel) => Take(1) == 1 ? names.DeleteAsync(key, cancel) : throw Spent();

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancel) => names.ListAsync(prefix, cancel);

    private int Take(int wanted)
    {
        lock (_lock)
        {
            var today = clock.GetCurrentInstant().InUtc().Date;
            if (today != _day) (_day, _written) = (today, 0);
            var taken = Math.Min(wanted, most - _written);
            _written += taken;
            return taken;
        }
    }

    private NotAskedException Spent()
    {
        var now = clock.GetCurrentInstant();
        var midnight = now.InUtc().Date.PlusDays(1).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
        return new NotAskedException($"the {most} writes that the index takes a day are used up; there are as many again in {Spans.Text((midnight - now).ToTimeSpan())}")
        {
            RetryAfter = (midnight - now).ToTimeSpan(),
            WasRefusedForQuota = true,
        };
    }
}
