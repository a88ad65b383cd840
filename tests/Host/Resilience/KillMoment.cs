using System.Diagnostics;

namespace VizPipeline.Tests;

/// <summary>Waits, by what is seen in the home folder, for a moment that a seeded chance chose, and kills there.</summary>
/// <param name="home">The home folder.</param>
/// <param name="chance">Seeded by the test.</param>
internal sealed class KillMoment(string home, Random chance)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly int _before = KilledHome.PicturesIn(home).Count();

    /// <summary>The plan has just reached the disk.</summary>
    public bool Planned() => Length("ledger.db-wal") > 200_000 || Pictures() > _before;

    /// <summary>Some more of <paramref name="all"/> pictures have got their names: few enough that work is left for so many more kills. At once when all have.</summary>
    public Func<bool> Drawn(int all, int killsLeft)
    {
        var wanted = Math.Min(all, _before + chance.Next(1, Math.Max(2, (all - _before) / (killsLeft + 3))));
        return () => Pictures() >= wanted;
    }

    /// <summary>The page is being written.</summary>
    public bool Gallery() => Directory.Exists(Path.Combine(home, "gallery", "months"));

    /// <summary>Kills <paramref name="process"/> when it has come so far, and waits for its end; false when it ended before by itself.</summary>
    public static async Task<bool> KillAsync(Process process, Func<bool> isThere)
    {
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var watch = Stopwatch.StartNew();

        // On a thread of its own: the pool's may be busy with other tests for longer than the work takes.
        await Task.Factory.StartNew(() => KillThere(process, isThere, watch), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await process.WaitForExitAsync();
        if (watch.Elapsed > Patience) throw new TimeoutException($"the moment to kill did not come: {await output}{await errors}");
        return process.ExitCode == 128 + 9;
    }

    private static void KillThere(Process process, Func<bool> isThere, Stopwatch watch)
    {
        while (!process.HasExited && !isThere() && watch.Elapsed <= Patience) Thread.Sleep(1);
        process.Kill();
    }

    private int Pictures() => KilledHome.PicturesIn(home).Count();

    private long Length(string name) => new FileInfo(Path.Combine(home, name)) is { Exists: true } file ? file.Length : 0;
}
