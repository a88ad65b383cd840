using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>
/// Made readings of temperature (°C), humidity (%) and pressure (hPa), one a minute, that look like a balcony's: a daily swing, slow
/// weather, noise, lost minutes, an hour and a half without any, rows sent twice. The same seed gives the same readings everywhere.
/// </summary>
internal sealed class DemoReadings(ulong seed = 20251102)
{
    /// <summary>Its last day is 4 November 2025, so that the default week crosses the end of daylight saving time.</summary>
    public static LocalDate LastDay { get; } = new(2025, 11, 4);

    public static ImmutableArray<string> Sensors { get; } = ["temperature", "humidity", "pressure"];

    private ulong _state;

    /// <summary>Readings of <paramref name="days"/> local days, in the order in which a device sent them. NaN where it sent none of a sensor.</summary>
    public IEnumerable<(long Ticks, double Temperature, double Humidity, double Pressure)> Make(int days, DateTimeZone zone)
    {
        var start = LastDay.PlusDays(1 - days).AtStartOfDayInZone(zone).ToInstant();
        var end = LastDay.PlusDays(1).AtStartOfDayInZone(zone).ToInstant();
        var silence = Start(end, zone);
        var (date, air) = (default(LocalDate), 0.0);
        for (var minute = start; minute < end; minute += Duration.FromMinutes(1))
        {
            var local = minute.InZone(zone);
            if (local.Date != date) (date, air, _state) = (local.Date, 0, SeedOf(local.Date));
            air = (air * 0.99) + Noise(0.03);
            var second = Below(50);
            if (Below(400) == 0) minute += Duration.FromMinutes(Below(12));
            if (minute >= end || (silence <= minute && minute < silence + Duration.FromMinutes(90))) continue;
            var hour = minute.InZone(zone).TickOfDay / (double)NodaConstants.TicksPerHour;
            var front = Front(date, hour / 24);
            var sun = Math.Sin((hour - 9) / 24 * 2 * Math.PI);
            var temperature = Math.Round(15.5 + (5 * sun) + (4 * front) + air, 2);
            var humidity = Below(300) == 0 ? double.NaN : Math.Round(Math.Clamp(62 - (14 * sun) - (8 * front) - (2 * air), 5, 100), 2);
            var pressure = Math.Round(1014 + (6 * front) - (0.8 * sun) + (air / 4), 2);
            var at = (minute + Duration.FromSeconds(second)).ToUnixTimeTicks();
            yield return (at, temperature, humidity, pressure);
            if (Below(500) == 0) yield return (at, temperature, humidity, pressure);
            if (Below(700) == 0) yield return (at + (5 * NodaConstants.TicksPerSecond), temperature + 0.01, humidity, pressure);
        }
    }

    /// <summary>Writes them as an import does, in one transaction; a second time it changes nothing.</summary>
    /// <returns>How many readings are new.</returns>
    public long WriteTo(EmbeddedReadings readings, int days, DateTimeZone zone, Instant now)
    {
        using var writer = readings.Write(["temp", "hum", "pressure"]);
        var rows = 0L;
        foreach (var (ticks, temperature, humidity, pressure) in Make(days, zone))
        {
            writer.Write(ticks, [temperature, humidity, pressure]);
            rows++;
        }

        var added = writer.Added.Sum();
        if (added > 0) writer.Commit(now, new(0, rows, 0, [], [.. Sensors.Select((name, i) => new SensorTally(name, writer.Added[i], writer.Duplicates[i], new Drops()))]));
        return added;
    }

    // An afternoon without readings, two days before the end.
    private static Instant Start(Instant end, DateTimeZone zone) => (end - Duration.FromHours(34)).InZone(zone).LocalDateTime.InZoneLeniently(zone).ToInstant();

    // Slow weather: from each day's own towards the next day's.
    private double Front(LocalDate date, double share) => (WeatherOf(date) * (1 - share)) + (WeatherOf(date.PlusDays(1)) * share);

    private double WeatherOf(LocalDate date) => ((Mix(SeedOf(date)) >> 11) * (1.0 / (1UL << 53)) - 0.5) * 0.8;

    // Each day has a sequence of its own, so that it is the same day however many are made.
    private ulong SeedOf(LocalDate date) => Mix(seed + (ulong)Period.DaysBetween(new LocalDate(1970, 1, 1), date));

    private double Noise(double width) => ((Next() >> 11) * (1.0 / (1UL << 53)) - 0.5) * width;

    private int Below(int limit) => (int)(Next() % (ulong)limit);

    // SplitMix64 (Steele, Lea, Flood 2014): System.Random promises no sequence across runtimes.
    private ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
