using System.Collections.Immutable;
using System.Diagnostics;
using VizPipeline.Imaging;
using VizPipeline.Storage;

namespace VizPipeline.Bench;

/// <summary>The pictures of one round of a case, made before any clock starts; no other round has them. Every way draws the last one.</summary>
internal sealed class PictureRound
{
    private readonly PictureCase _case;
    private readonly StripSize _size;
    private readonly ImmutableArray<PictureRun> _runs;

    public PictureRound(PictureCase ofCase, int seed, int runs, StripSize size)
    {
        var days = new MadeDays(seed);
        (_case, _size, _runs) = (ofCase, size, [.. Enumerable.Range(0, runs).Select(_ => ofCase.Makes(days))]);
    }

    public Strip Last => _runs[^1].Pictures[^1];

    /// <param name="alone">For pictures that begin anew.</param>
    /// <param name="following">For those that follow one that was drawn before.</param>
    public DrawnPictures Ours(Drawing alone, Drawing following)
    {
        var (ticks, bytes, pictures, png, cid) = (0L, 0L, 0, Array.Empty<byte>(), default(Cid));
        foreach (var run in _runs)
        {
            var drawing = run.Before is null ? alone : following;
            if (run.Before is not null) drawing.DrawNamed(run.Before);
            var (allocated, begin) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            foreach (var strip in run.Pictures)
            {
                if (_case.IsNamed) cid = drawing.DrawNamed(strip);
                else drawing.Draw(strip);
            }

            ticks += Stopwatch.GetTimestamp() - begin;
            bytes += GC.GetAllocatedBytesForCurrentThread() - allocated;
            pictures += run.Pictures.Length;
            if (run == _runs[^1]) png = drawing.Png.ToArray();
        }

        if (_case.IsNamed && cid != Cids.Of(png)) throw new InvalidOperationException($"{_case.Name}: the CID is not that of the file");
        return new(Stopwatch.GetElapsedTime(0, ticks) / pictures, png, (double)bytes / pictures);
    }

    public DrawnPictures LineByLine()
    {
        var way = new PlainPng();
        var strips = _runs.TakeLast(_case.PeerPictures).Select(run => run.Pictures[^1]).ToList();
        var begin = Stopwatch.GetTimestamp();
        foreach (var strip in strips) way.Draw(strip, _size);
        return new(Stopwatch.GetElapsedTime(begin) / strips.Count, way.Png.ToArray());
    }

    public async Task<DrawnPictures> ByPillowAsync(PillowPeer peer, string folder)
    {
        var file = Path.Combine(folder, "strips");
        PeerFile.Write(file, [Last], _size);
        return await peer.DrawAsync(file);
    }
}
