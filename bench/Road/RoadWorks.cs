using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Bench;

/// <summary>A folder with the readings of the round, and a home of its own for each contender of each round.</summary>
/// <remarks>
/// On a disk no picture is removed before the end: a file system that has just removed thousands of files makes new ones more slowly (ext4 passes over their inodes). They are emptied
/// instead, so that the next ones fill memory which the system's cache has had before: a virtual machine may be given its memory page by page when it is first touched, at a fraction of a disk's speed.
/// </remarks>
/// <param name="days">Days of readings.</param>
/// <param name="inMemory">Whether no disk takes part, on a system that has a file system in memory.</param>
internal sealed class RoadWorks(int days, bool inMemory = false) : IDisposable
{
    private const string Memory = "/dev/shm";

    private readonly string _folder = inMemory && Directory.Exists(Memory)
        ? Directory.CreateDirectory(Path.Combine(Memory, $"viz-bench-{Path.GetRandomFileName()}")).FullName
        : Directory.CreateTempSubdirectory("viz-bench-").FullName;
    private int _round = -1;
    private int _homes;

    public LocalCalendar Calendar { get; } = new(DateTimeZoneProviders.Tzdb["America/Los_Angeles"]);

    public int Days => days;

    public LocalDate Last { get; } = MadeReadings.First.PlusDays(days - 1);

    public IReadings Readings => ReadingSources.Open(ReadingsFile, new WideLayout());

    /// <summary>Of all sensors, between two dates, both inclusive: every one has readings.</summary>
    public int Pictures(IEnumerable<WindowKind> kinds, LocalDate first, LocalDate last)
    {
        var hours = Calendar.Days(first, last).Sum(day => day.Hours.Length);
        return MadeReadings.Sensors.Length * kinds.Sum(kind => kind == WindowKind.Daily ? Period.DaysBetween(first, last) + 1 : hours);
    }

    /// <summary>Makes the readings of a round, once, and gives a new home.</summary>
    public string Prepare(int round)
    {
        if (_round != round)
        {
            _round = round;
            MadeReadings.Write(ReadingsFile, Calendar, days, seed: round);
        }

        if (_homes > 0) GiveBack(Home);
        _homes++;
        return Directory.CreateDirectory(Home).FullName;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void GiveBack(string home)
    {
        if (inMemory)
        {
            Directory.Delete(home, recursive: true);
            return;
        }

        var pictures = Directory.EnumerateFiles(home, "*.png", SearchOption.AllDirectories);
        foreach (var picture in pictures) File.WriteAllBytes(picture, []);
        using var disk = new SystemDisk(home);
        if (disk.CanFlushAll) disk.FlushAll();
    }

    private string Home => Path.Combine(_folder, $"home-{_homes}");

    private string ReadingsFile => Path.Combine(_folder, $"readings-{_round}.db");
}
