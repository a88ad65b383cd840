using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace VizPipeline.Tests;

internal enum SyncMove
{
    /// <summary>A row that is newer than all.</summary>
    Append,

    /// <summary>A row that comes late, or another value where there is one.</summary>
    Change,
    Remove,

    /// <summary>A row of a sensor whose clock is months ahead.</summary>
    Ahead,
    Sync,

    /// <summary>A sync that is killed after some rows.</summary>
    Killed,
    Full,
    KilledFull,
}

/// <param name="Move">What happens.</param>
/// <param name="Back">How many slots of five hours before the newest row; beyond fourteen, more than three days.</param>
/// <param name="Temp">Null for none.</param>
/// <param name="Hum">Null for none.</param>
internal sealed record SyncStep(SyncMove Move, int Back, double? Temp, double? Hum);

/// <summary>What happens to a source and to a home that is kept in step with it, in turns.</summary>
internal sealed record SyncHistory(ImmutableArray<SyncStep> Steps)
{
    public static Gen<SyncHistory> Any { get; } =
        from moves in (from move in Gen.Frequency(
                           (8, Gen.Constant(SyncMove.Append)), (5, Gen.Constant(SyncMove.Change)), (2, Gen.Constant(SyncMove.Remove)), (1, Gen.Constant(SyncMove.Ahead)),
                           (3, Gen.Constant(SyncMove.Sync)), (3, Gen.Constant(SyncMove.Killed)), (1, Gen.Constant(SyncMove.Full)), (1, Gen.Constant(SyncMove.KilledFull)))
                       from back in Gen.Choose(0, 25)
                       from temp in Cell
                       from hum in Cell
                       select new SyncStep(move, back, temp, hum)).ListOf()
        from size in Gen.Choose(1, 25)
        select new SyncHistory([.. moves.Take(size)]);

    private static Gen<double?> Cell => Gen.Frequency<double?>((4, Gen.Choose(0, 9).Select(value => (double?)value)), (1, Gen.Constant<double?>(null)));

    public IEnumerable<SyncHistory> Smaller() => Steps.Select((_, i) => new SyncHistory(Steps.RemoveAt(i)));

    public override string ToString() => string.Join("; ", Steps.Select(step => $"{step.Move} {step.Back} {step.Temp} {step.Hum}"));
}
