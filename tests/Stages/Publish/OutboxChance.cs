using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Tests;

/// <summary>Random events.</summary>
internal static class OutboxChance
{
    public static Gen<OutboxEvent> Events =>
        from kind in Gen.Choose(0, 2)
        from at in Instants
        from window in Windows
        from reason in Texts
        from whole in Gen.Choose(0, int.MaxValue)
        from number in Gen.Choose(-1000, 1000)
        from counts in Counts
        select kind switch
        {
            0 => new PicturePublished(at, window, $"bafkrei{whole}", whole * 1000L, whole, number % 3 == 0 ? null : number / 8.0, number),
            1 => new WindowFailed(at, window, reason),
            _ => (OutboxEvent)new BackfillFinished(at, whole, at - Duration.FromTicks(whole), number, counts),
        };

    private static Gen<Instant> Instants => Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(0, 999_999_999)).Select(at => Instant.FromUnixTimeSeconds(at.Item1).PlusNanoseconds(at.Item2));

    private static Gen<string> Texts => Gen.Elements<string>("", "pin: the store is away", "é \"quoted\" \u0001 <b>", "𝒳", new string('x', 300));

    private static Gen<OutboxWindow> Windows =>
        from sensor in Gen.Elements<string>("temperature", "co2", "a_b-c")
        from day in Gen.Choose(1, 28)
        select new OutboxWindow($"{sensor}:daily:2025-01-{day:00}", sensor, "daily", $"2025-01-{day:00}T00:00:00-08:00", $"2025-01-{day + 1:00}T00:00:00-08:00");

    private static Gen<ImmutableSortedDictionary<string, long>> Counts =>
        from names in Gen.SubListOf<string>("done", "empty", "failed", "left")
        from count in Gen.Choose(0, 70000)
        select names.ToImmutableSortedDictionary(name => name, name => (long)count + name.Length, StringComparer.Ordinal);
}
