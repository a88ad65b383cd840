using System.Collections.Immutable;

namespace VizPipeline.Doubles;

/// <summary>Says what goes wrong with each request; the same request in the same place always gets the same.</summary>
public sealed class FaultScript
{
    private readonly Func<Turn, ImmutableArray<ScriptedFault>> _choose;

    private FaultScript(Func<Turn, ImmutableArray<ScriptedFault>> choose) => _choose = choose;

    /// <summary>Nothing goes wrong.</summary>
    public static FaultScript None { get; } = new(_ => []);

    /// <summary>The first request gets the first fault and so on; null is none, and after the last nothing goes wrong any more.</summary>
    public static FaultScript Listed(params ImmutableArray<ScriptedFault?> faults) =>
        new(turn => turn.Number <= faults.Length && faults[(int)turn.Number - 1] is { } fault ? [fault] : []);

    /// <summary>Every request gets all of these.</summary>
    public static FaultScript Always(params ImmutableArray<ScriptedFault> faults) => new(_ => faults);

    /// <summary>Something by chance: <paramref name="share"/> of all requests get one of the faults that pass, of every kind there is.</summary>
    public static FaultScript Seeded(ulong seed, double share = 0.2)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        var faults = new SeededFaults(seed, share);
        return new(turn => faults.For(turn.Number) is { } fault ? [fault] : []);
    }

    /// <summary>The same for requests of one kind alone, and counting only those.</summary>
    public FaultScript On(ProviderCall call) => new(turn => turn.Call == call ? _choose(turn with { Number = turn.OfCall }) : []);

    /// <summary>What either of two scripts says.</summary>
    public FaultScript And(FaultScript other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(turn => [.. _choose(turn), .. other._choose(turn)]);
    }

    public ImmutableArray<ScriptedFault> For(Turn turn) => _choose(turn);
}
