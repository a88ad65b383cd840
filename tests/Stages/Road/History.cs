using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Imaging;
using VizPipeline.Stages;

namespace VizPipeline.Tests;

/// <summary>A few days of one or two sensors, in a zone and a season where something is odd about them.</summary>
internal sealed record History(LocalCalendar Calendar, LocalDate First, int Days, ImmutableArray<SensorReading> Readings)
{
    public static Sensor Temperature { get; } = new("temperature", "temp", "°C", Palettes.Find("redblue")!);

    public static Sensor Humidity { get; } = new("humidity", "hum", "%", Palettes.Find("cyan")!);

    public static ImmutableArray<Sensor> Sensors { get; } = [Temperature, Humidity];

    private static readonly (string Zone, LocalDate First)[] Places =
    [
        ("America/Los_Angeles", new(2025, 11, 1)),
        ("America/Los_Angeles", new(2025, 11, 2)),
        ("America/Los_Angeles", new(2025, 3, 8)),
        ("America/Los_Angeles", new(2025, 1, 30)),
        ("Australia/Lord_Howe", new(2025, 4, 5)),
        ("Australia/Lord_Howe", new(2025, 10, 4)),
        ("Antarctica/Troll", new(2025, 10, 25)),
        ("Antarctica/Troll", new(2025, 3, 29)),
        ("Pacific/Apia", new(2011, 12, 29)),
        ("Asia/Kathmandu", new(2025, 6, 1)),
    ];

    public static Gen<History> Any { get; } =
        from place in Gen.Elements(Places)
        from days in Gen.Choose(1, 3)
        let calendar = Zones.Calendar(place.Zone)
        let hours = calendar.Days(place.First, place.First.PlusDays(days - 1)).SelectMany(day => day.Hours).ToArray()
        from temperature in Bursts(Temperature, hours, 1)
        from humidity in Bursts(Humidity, hours, 0)
        select new History(calendar, place.First, days, [.. temperature, .. humidity]);

    /// <summary>An autumn day's repeated hour, full of readings in both passes.</summary>
    public static History Autumn { get; } = Made(new(2025, 11, 1), days: 3, everyMinutes: 29);

    /// <summary>Los Angeles, both sensors, one reading in every so many minutes.</summary>
    public static History Made(LocalDate first, int days, int everyMinutes)
    {
        var calendar = Zones.Calendar("America/Los_Angeles");
        var (start, end) = (calendar.StartOf(first)!.Value, calendar.DayOn(first.PlusDays(days - 1))!.End);
        var minutes = (int)(end - start).TotalMinutes / everyMinutes;
        return new(calendar, first, days,
        [
            .. from sensor in Sensors
               from i in Enumerable.Range(0, minutes)
               select new SensorReading(sensor, new(start + Duration.FromMinutes((long)i * everyMinutes) + Duration.FromSeconds(7), ((i * 37) % 101 / 4.0) + (sensor == Humidity ? 40 : 0))),
        ]);
    }

    public IEnumerable<Reading> Of(Sensor sensor) => Readings.Where(reading => reading.Sensor == sensor).Select(reading => reading.Reading);

    public History With(params SensorReading[] more) => this with { Readings = [.. Readings, .. more] };

    public override string ToString() => $"{Calendar.Zone.Id} {First:uuuu-MM-dd}, {Days} days: {string.Join(", ", Readings.Select(reading => $"{reading.Sensor.Name} {reading.Reading}"))}";

    private static Gen<SensorReading[]> Bursts(Sensor sensor, LocalHour[] hours, int least) =>
        from count in Gen.Choose(least, 5)
        from bursts in (from hour in Gen.Elements(hours)
                        from minute in Gen.Choose(0, 29)
                        from size in Gen.Choose(1, 3)
                        from value in Gen.Choose(-40, 40)
                        select Enumerable.Range(0, size).Select(i => new SensorReading(sensor, new(hour.Start + Duration.FromSeconds((minute * 60L) + (i * 40)), (value + i) / 8.0))))
            .ListOf(count)
        select bursts.SelectMany(burst => burst).DistinctBy(reading => reading.Reading.At).ToArray();
}

internal readonly record struct SensorReading(Sensor Sensor, Reading Reading);
