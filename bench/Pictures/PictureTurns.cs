using System.Collections.Immutable;
using System.Security.Cryptography;
using VizPipeline.Imaging;

namespace VizPipeline.Bench;

/// <summary>Lets the three ways to draw take turns on the same pictures.</summary>
internal sealed class PictureTurns(PillowPeer pillow, string folder, StripSize size, int warmUps, int rounds)
{
    private static readonly string[] Ways = ["ours", "numpy + Pillow, level 6", "line by line, ZLibStream"];

    // For as long as the bench lives, as on the road: their buffers grow only once.
    private readonly Drawing _alone = Drawing.Forgetful(size), _following = Drawing.Remembering(size);
    private int _rounds;

    public static string Pillow => Ways[1];

    public async Task<ImmutableArray<BenchRow>> RowsAsync(PictureCase ofCase, int runs)
    {
        var drawn = Ways.Select(_ => new List<DrawnPictures>()).ToArray();
        for (var number = 0; number < warmUps + rounds; number++)
        {
            var round = new PictureRound(ofCase, seed: _rounds++, runs, size);
            GC.Collect();
            for (var turn = 0; turn < Ways.Length; turn++)
            {
                var way = (number + turn) % Ways.Length;
                drawn[way].Add(await DrawAsync(way, round));
            }

            var told = string.Join(", ", Ways.Select((way, i) => $"{way} {Table.Figure(drawn[i][^1].Each.TotalMicroseconds)} µs"));
            await Console.Error.WriteLineAsync($"{ofCase.Name}, {(number < warmUps ? "warm-up" : $"round {number + 1 - warmUps} of {rounds}")}: {told}");
        }

        foreach (var way in drawn[1..]) Same(ofCase, drawn[0][^1].Last, way[^1].Last);
        var (times, sizes) = (Middles(one => one.Each.TotalMicroseconds), Middles(one => one.Last.Length));
        return
        [
            .. from figures in ((Unit Unit, double[] Of)[])[(Unit.MicrosecondsPerPicture, times), (Unit.BytesPerPicture, sizes)]
               from way in Enumerable.Range(1, Ways.Length - 1)
               select new BenchRow("pictures", ofCase.Name, figures.Of[0], figures.Unit, Ways[way], figures.Of[way]),
            new BenchRow("pictures", ofCase.Name, Rounds.Middle(drawn[0].Skip(warmUps).Select(one => one.Allocated!.Value / 1e3)), Unit.Kilobytes),
        ];

        double[] Middles(Func<DrawnPictures, double> figure) => [.. drawn.Select(all => Rounds.Middle(all.Skip(warmUps).Select(figure)))];
    }

    private async Task<DrawnPictures> DrawAsync(int way, PictureRound round) => way switch
    {
        0 => round.Ours(_alone, _following),
        1 => await round.ByPillowAsync(pillow, folder),
        _ => round.LineByLine(),
    };

    private static void Same(PictureCase ofCase, byte[] ours, byte[] theirs)
    {
        if (!Pixels(ours).AsSpan().SequenceEqual(Pixels(theirs))) throw new InvalidOperationException($"{ofCase.Name}: a peer drew other pixels");
    }

    private static byte[] Pixels(byte[] png)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var stream = new MemoryStream(png);
        PngReader.ReadLines(stream, (_, line) => hash.AppendData(line));
        return hash.GetHashAndReset();
    }
}
