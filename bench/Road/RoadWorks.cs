using VizPipeline.Stages;

namespace VizPipeline.Bench;

/// <summary>A folder with the readings of one round, and a home of its own for each contender.</summary>
internal sealed class RoadWorks(int days) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("viz-bench-").FullName;
    private int _round = -1;
    private int _homes;

    public LocalCalendar Calendar { get; } = new(NodaTime.DateTimeZoneProviders.Tzdb["America/Los_Angeles"]);

    public string Readings => Path.Combine(_folder, "readings.db");

    /// <summary>Of all sensors: a daily, 24 hourly and 24 cumulative ones a day. No clock is changed in the days there are.</summary>
    public int Pictures { get; } = days * 49 * MadeReadings.Sensors.Length;

    public IReadings Open() => ReadingSources.Open(Readings, new WideLayout());

    /// <summary>Makes the readings of a round, once, and a new home; the one before is removed.</summary>
    public string Prepare(int round)
    {
        if (_round != round) Clear();
        else Directory.Delete(Home, recursive: true);
        if (_round != round) MadeReadings.Write(Readings, Calendar, days, seed: round);
        _round = round;
        _homes++;
        return Directory.CreateDirectory(Home).FullName;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Home => Path.Combine(_folder, $"home-{_homes}");

    private void Clear()
    {
        Directory.Delete(_folder, recursive: true);
        Directory.CreateDirectory(_folder);
    }
}
