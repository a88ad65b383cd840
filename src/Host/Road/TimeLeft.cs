using System.Collections.Immutable;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>How long the rest of a run will take.</summary>
/// <remarks>
/// The longer of two: as long as the windows so far took, without the time in which quotas held everything; and as long as the quotas will hold the requests
/// that are still to come, of which there are as many for each window as so far.
/// </remarks>
/// <param name="tally">Windows that have ended.</param>
/// <param name="watch">Windows that have been pinned.</param>
/// <param name="providers">Requests so far, and their quotas.</param>
internal sealed class TimeLeft(RoadTally tally, RoadWatch watch, ProviderWatch providers)
{
    /// <summary>Null as long as nobody knows.</summary>
    /// <param name="total">Windows of the run.</param>
    /// <param name="elapsed">Since its first.</param>
    public TimeSpan? Of(long total, TimeSpan elapsed)
    {
        var settled = tally.Settled;
        if (settled == 0) return null;

        ImmutableArray<(string Name, ProviderState State)> open = [.. providers.States];
        var held = open.Select(provider => provider.State.HeldByQuota).DefaultIfEmpty().Max();
        var working = held < elapsed ? elapsed - held : TimeSpan.Zero;
        var atThisPace = working * (Math.Max(0, total - settled) / (double)settled);
        var quotas = open.Select(provider => provider.State.Until(RequestsLeft(provider.Name, total))).DefaultIfEmpty().Max();
        return atThisPace > quotas ? atThisPace : quotas;
    }

    // Windows without a reading or without a change ask for nothing.
    private long RequestsLeft(string provider, long total)
    {
        var pinned = watch.Look().Single(stage => stage.Name == "pin").Items;
        var looked = pinned + tally.Empty + tally.Unchanged;
        return looked == 0 ? 0 : (long)Math.Ceiling(providers.Ended(provider) / (double)looked * Math.Max(0, total - looked));
    }
}
