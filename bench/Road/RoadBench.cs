using System.Collections.Immutable;
using VizPipeline.Storage;

namespace VizPipeline.Bench;

/// <summary>The road from readings in SQLite to committed pictures.</summary>
internal static class RoadBench
{
    private const int Days = 14;

    public static Bench Bench { get; } = new("road", "…", RunAsync);

    private static async Task<ImmutableArray<BenchRow>> RunAsync(BenchSizes sizes)
    {
        var rounds = sizes.IsQuick ? new Rounds(warmUps: 0, rounds: 1) : new Rounds(warmUps: 1, rounds: sizes.Rounds ?? 5);
        using var works = new RoadWorks(sizes.Days ?? (sizes.IsQuick ? 1 : Days));
        var road = new WholeRoad(works);
        var files = road with { Kinds = WholeRoad.WithoutCumulative };
        (string Name, WholeRoad Road, Func<string, IPinStore>? Pins)[] all =
        [
            ("counted", road, _ => new CountingPins()),
            ("undrawn", road with { Painter = new BlankPainter() }, _ => new CountingPins()),
            ("batch", files, home => WholeRoad.Files(home, Durability.Batch)),
            ("each", files, home => WholeRoad.Files(home, Durability.Each)),
            ("none", files, home => WholeRoad.Files(home, Durability.None)),
            ("filescounted", files, _ => new CountingPins()),
            ("plain", road, null),
            ("plainundrawn", road with { Painter = new BlankPainter() }, null),
        ];
        all = [.. all.Where(one => sizes.Case is null || sizes.Case.Split(',').Contains(one.Name))];
        var medians = await rounds.MedianAsync([.. all.Select(one => new Contender(one.Name, round =>
        {
            var home = works.Prepare(round);
            return Task.FromResult<Func<Task>>(() => one.Pins is null ? PlainRoad.RunAsync(one.Road, home) : one.Road.RunAsync(home, one.Pins(home)));
        }))]);
        return
        [
            .. from way in Enumerable.Range(0, all.Length)
               from unit in (Unit[])[Unit.PicturesPerSecond, Unit.ProcessorMilliseconds, Unit.Kilobytes, Unit.Megabytes]
               select new BenchRow("road", all[way].Name, In(unit, medians[way], all[way].Road.Pictures), unit),
        ];
    }

    private static double In(Unit unit, Sample sample, int pictures) => unit == Unit.PicturesPerSecond ? pictures / sample.Elapsed.TotalSeconds
        : unit == Unit.ProcessorMilliseconds ? sample.Processor.TotalMilliseconds / pictures
        : unit == Unit.Kilobytes ? sample.AllocatedBytes / 1e3 / pictures
        : sample.PeakBytes!.Value / 1e6;
}
