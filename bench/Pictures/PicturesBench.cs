using System.Collections.Immutable;
using VizPipeline.Imaging;

namespace VizPipeline.Bench;

/// <summary>From values to the bytes of a picture.</summary>
internal static class PicturesBench
{
    public static Bench Bench { get; } = new(
        "pictures",
        """
        Pictures of 5,760 × 6,720 pixels, from a reading for each minute in memory to the bytes of a PNG file in memory, on one thread; with CID: until its CID is known too. Every picture
        is of other days. Nothing outlives a picture, but for the two cases of a first and a next hour, where the hour before was drawn before the clock started.
        One peer paints with numpy and saves with Pillow at level 6, in a process of its own that takes its own time (`bench/peers/pillow.py`); the other sends line by line
        through the framework's `ZLibStream` at Optimal. Neither computes a CID. All take turns, and their peers draw some of our pictures; medians of the rounds after
        the warm-up. The last pictures of each case are unpacked and equal to the last pixel.
        """,
        isQuick => isQuick ? RunAsync(new StripSize(Lines: 210, Scale: 4), runs: _ => 1, warmUps: 0, rounds: 1) : RunAsync(StripSize.Full, each => each.Runs, warmUps: 3, rounds: 9))
    {
        Held =
        [
            new("daily", Unit.MicrosecondsPerPicture, 20_000, PictureTurns.Pillow),
            new("daily, with CID", Unit.MicrosecondsPerPicture, 5_000, PictureTurns.Pillow),
            new("hourly, with CID", Unit.MicrosecondsPerPicture, 10_000, PictureTurns.Pillow),
            new("cumulative 200 days, next hour, with CID", Unit.MicrosecondsPerPicture, 5_000, PictureTurns.Pillow),
            new("daily", Unit.BytesPerPicture, 131_585),
            new("hourly, with CID", Unit.BytesPerPicture, 49_999),
            .. PictureCase.All.Select(each => new HeldTo(each.Name, Unit.Kilobytes, 1)),
        ],
    };

    private static async Task<ImmutableArray<BenchRow>> RunAsync(StripSize size, Func<PictureCase, int> runs, int warmUps, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("viz-bench-").FullName;
        try
        {
            using var pillow = await PillowPeer.StartAsync();
            var turns = new PictureTurns(pillow, folder, size, warmUps, rounds);
            var rows = new List<BenchRow>();
            foreach (var each in PictureCase.All) rows.AddRange(await turns.RowsAsync(each, runs(each)));
            return [.. rows.GroupBy(row => row.Unit).SelectMany(unit => unit)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
