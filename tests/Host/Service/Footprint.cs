using Xunit;

namespace VizPipeline.Tests;

/// <summary>What a service takes at some hour of its life.</summary>
/// <param name="Hour">Since its beginning.</param>
/// <param name="Resident">Bytes of memory.</param>
/// <param name="Handles">Open files and sockets.</param>
/// <param name="Files">In its home, without pictures and gallery.</param>
/// <param name="Bytes">Of those.</param>
internal sealed record Footprint(int Hour, long Resident, int Handles, int Files, long Bytes)
{
    public static Footprint Of(DrivenService service, string home, int hour)
    {
        var files = Directory.EnumerateFiles(home, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(home, file).Split(Path.DirectorySeparatorChar)[0] is not ("pictures" or "gallery")).Select(file => new FileInfo(file)).ToList();
        return new(hour, service.Resident, service.Handles, files.Count, files.Sum(file => file.Exists ? file.Length : 0));
    }

    /// <summary>The last third of a life, in which one process lived, took no more at its end than at its beginning; a window takes no more of the disk than one did then.</summary>
    public static void MustBeFlat(IReadOnlyList<Footprint> life)
    {
        var (first, last) = (life[Math.Min((life.Count * 2 / 3) + 1, life.Count - 1)], life[^1]);
        var said = string.Join('\n', life);
        TestContext.Current.TestOutputHelper?.WriteLine(said);
        Assert.True(last.Resident < first.Resident * 1.1, $"memory grew:\n{said}");
        Assert.True(last.Handles <= first.Handles + 8, $"handles grew:\n{said}");
        Assert.True(last.Files <= first.Files, $"files grew:\n{said}");
        Assert.True((double)last.Bytes / last.Hour < 1.1 * first.Bytes / first.Hour, $"bytes of a window grew:\n{said}");
    }
}
