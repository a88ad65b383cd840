using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Bench;

/// <summary>A folder with the readings of the round, and a home of its own for each contender of each round.</summary>
/// <remarks>Nothing is removed before the end: a file system that has just removed thousands of files makes new ones more slowly (ext4 passes over their inodes).</remarks>
internal sealed class RoadWorks(int days) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("viz-bench-").FullName;
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

        return Directory.CreateDirectory(Path.Combine(_folder, $"home-{++_homes}")).FullName;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string ReadingsFile => Path.Combine(_folder, $"readings-{_round}.db");
}
