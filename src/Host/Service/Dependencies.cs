using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>What the service relies on, as it was found when it was last needed; what is down is tried again at growing distances. Safe to read at any time.</summary>
/// <param name="clock">What time it is.</param>
/// <param name="changed">Hears of each that goes down or comes back.</param>
internal sealed class Dependencies(IClock clock, Action<DependencyState> changed)
{
    public const string Readings = "readings", Home = "home", Pinata = "pinata", Cloudflare = "cloudflare", Sync = "sync", Road = "road";

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, (DependencyState State, BackOff BackOff)> _all = new(StringComparer.Ordinal);

    public ImmutableArray<DependencyState> States
    {
        get
        {
            lock (_lock) return [.. _all.Values.Select(one => one.State)];
        }
    }

    /// <summary>Whether all answered when they were last needed; those that only bring readings do not count.</summary>
    public bool AreUp => States.All(state => state.IsUp || state.Name == Sync);

    /// <summary>When the first of those that are down and left alone may be tried again; null where none is.</summary>
    public Instant? NextTry => States.Where(state => state.Name != Sync).Min(state => state.NextTry);

    /// <summary>When one of them may be tried again; null while it is up.</summary>
    public Instant? NextTryOf(string name) => States.FirstOrDefault(state => state.Name == name)?.NextTry;

    /// <summary>One of them answered.</summary>
    public void Up(string name) => Set(name, why: null);

    /// <summary>One that is down was not asked when it might have been: it stays down as far as anybody knows, and is left alone no longer.</summary>
    public void MayBeAsked(string name)
    {
        lock (_lock)
        {
            if (_all.TryGetValue(name, out var found) && found.State.NextTry <= clock.GetCurrentInstant()) _all[name] = (found.State with { NextTry = null }, found.BackOff);
        }
    }

    /// <summary>One of them did not.</summary>
    /// <param name="name">Which.</param>
    /// <param name="why">In one line, without secrets.</param>
    public void Down(string name, string why) => Set(name, why);

    private void Set(string name, string? why)
    {
        DependencyState state;
        lock (_lock)
        {
            var now = clock.GetCurrentInstant();
            var (known, backOff) = _all.TryGetValue(name, out var found) ? found : (null, new BackOff());
            if (why is null) backOff.Succeeded();
            else backOff.Failed(now);
            var isNew = known?.IsUp != (why is null);
            state = new(name, why is null, why, isNew ? now : known!.Since, backOff.NextTry);
            _all[name] = (state, backOff);
            if (!isNew || (known is null && why is null)) return;
        }

        changed(state);
    }
}
