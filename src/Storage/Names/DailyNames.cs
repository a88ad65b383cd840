using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Storage;

/// <summary>An index that takes so many writes a day, counted from midnight UTC: what goes beyond is not asked of it.</summary>
/// <param name="names">The index.</param>
/// <param name="most">Keys written or deleted a day.</param>
/// <param name="clock">Tells the day.</param>
/// <param name="tally">What others wrote that day; null where there are none.</param>
public sealed class DailyNames(INameIndex names, int most, IClock clock, IDayTally? tally = null) : INameIndex
{
    /// <summary>How many of the writes are kept for keys that <see cref="IsFirst"/> chooses; at most half of them.</summary>
    public int KeptBack { get; init => field = Math.Min(value, most / 2); }

    /// <summary>Keys without which others that were written are of no use.</summary>
    public Func<string, bool> IsFirst { get; init; } = _ => false;

    private readonly Places _turn = new(1);
    private LocalDate? _day;
    private int _written;

    public ValueTask<string?> FindAsync(string key, CancellationToken cancel) => names.FindAsync(key, cancel);

    public ValueTask<IReadOnlyDictionary<string, string>> FindAllAsync(IReadOnlyCollection<string> keys, CancellationToken cancel) => names.FindAllAsync(keys, cancel);

    public async ValueTask PutAsync(string key, string value, CancellationToken cancel)
    {
        if (await TakeAsync([key], cancel) is []) throw Spent();
        await names.PutAsync(key, value, cancel);
    }

    /// <summary>Writes as many as the day has left, in their order.</summary>
    public async ValueTask PutAllAsync(IReadOnlyCollection<KeyValuePair<string, string>> pairs, CancellationToken cancel)
    {
        var latest = ImmutableDictionary<string, string>.Empty.SetItems(pairs);
        string[] keys = [.. pairs.Select(pair => pair.Key).Distinct(StringComparer.Ordinal)];
        var taken = await TakeAsync(keys, cancel);
        if (taken.Length == 0 && keys.Length > 0) throw Spent();
        ImmutableArray<string> beyond = [.. keys.Except(taken)];
        try
        {
            await names.PutAllAsync([.. taken.Select(key => KeyValuePair.Create(key, latest[key]))], cancel);
        }
        catch (NamesUnwrittenException cause) when (beyond.Length > 0)
        {
            throw new NamesUnwrittenException(cause.Message, cause) { Keys = [.. cause.Keys, .. beyond], RetryAfter = cause.RetryAfter };
        }

        if (beyond.IsEmpty) return;
        var spent = Spent();
        throw new NamesUnwrittenException(spent.Message, spent) { Keys = beyond, RetryAfter = spent.RetryAfter };
    }

    public async ValueTask DeleteAsync(string key, CancellationToken cancel)
    {
        if (await TakeAsync([key], cancel) is []) throw Spent();
        await names.DeleteAsync(key, cancel);
    }

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancel) => names.ListAsync(prefix, cancel);

    // Written down before the index is asked: a process that ends in between has asked for less than it wrote down, never for more.
    private async ValueTask<string[]> TakeAsync(string[] wanted, CancellationToken cancel)
    {
        await _turn.EnterAsync(cancel);
        try
        {
            var today = clock.GetCurrentInstant().InUtc().Date;
            if (today != _day) (_written, _day) = (tally is null ? 0 : await tally.CountAsync(today, cancel), today);
            string[] first = [.. wanted.Where(IsFirst).Take(most - _written)];
            string[] taken = [.. first, .. wanted.Where(key => !IsFirst(key)).Take(most - _written - first.Length - KeptBack)];
            _written += taken.Length;
            if (tally is not null && taken.Length > 0) await tally.RecordAsync(today, _written, cancel);
            return taken;
        }
        finally
        {
            _turn.Leave();
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
