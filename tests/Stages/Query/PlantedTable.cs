using System.Collections.Immutable;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Imaging;
using VizPipeline.Stages;

namespace VizPipeline.Tests;

/// <summary>A cell of a made table: a number (NaN and infinities included), or null for nothing.</summary>
/// <param name="Ticks">Null for a row whose time is none.</param>
/// <param name="Form">Which of many ways to write the time; a source with a time type of its own has only one.</param>
/// <param name="Cells">One a sensor.</param>
public sealed record PlantedRow(long? Ticks, int Form, ImmutableArray<double?> Cells)
{
    private static readonly string[] NoTimes = ["yesterday", "2025-02-30T00:00:00Z", "", "2025-01-02T25:00:00", "0"];
    private static readonly int?[] Offsets = [null, 0, 0, -8 * 60, (5 * 60) + 45, -18 * 60, 18 * 60, -(3 * 60) - 30];

    /// <summary>The time as text in the row's form.</summary>
    public string Text
    {
        get
        {
            if (Ticks is not { } ticks) return NoTimes[Form % (NoTimes.Length - 1)];
            var offset = Offsets[Form % Offsets.Length];
            var local = Instant.FromUnixTimeTicks(ticks).InUtc().LocalDateTime.PlusMinutes(offset ?? 0);
            var seconds = local.TickOfSecond != 0 ? "ss.FFFFFFF" : local.Second != 0 || Form / 16 % 2 == 0 ? "ss" : "";
            var clock = local.ToString($"uuuu-MM-dd{(Form / 8 % 2 == 0 ? "'T'" : " ")}HH:mm{(seconds.Length > 0 ? ":" + seconds : "")}", CultureInfo.InvariantCulture);
            return clock + (offset switch
            {
                null => "",
                0 => Form % Offsets.Length == 1 ? "Z" : "+00:00",
                { } minutes => (minutes < 0 ? "-" : "+") + $"{Math.Abs(minutes) / 60:00}{(Form / 32 % 2 == 0 ? ":" : "")}{Math.Abs(minutes) % 60:00}",
            });
        }
    }
}

/// <summary>Rows in the order in which they were inserted.</summary>
public sealed record PlantedTable(ImmutableArray<PlantedRow> Rows)
{
    public static ImmutableArray<Sensor> Sensors { get; } =
        [.. new[] { "temp", "hum", "pressure" }.Select(column => new Sensor(column + "-sensor", column, "", new Palette("grey", [new(0, 0, 0), new(255, 255, 255)])))];

    private static readonly long Origin = Instant.FromUtc(2024, 12, 30, 22, 0).ToUnixTimeTicks();

    /// <summary>Up to sixty rows of a week, close enough together that instants repeat; microseconds at the finest.</summary>
    public static Gen<PlantedTable> Any { get; } =
        from step in Gen.Elements(10L, NodaConstants.TicksPerSecond / 2, NodaConstants.TicksPerMinute, 7 * NodaConstants.TicksPerHour)
        from rows in (from at in Gen.Choose(0, 24)
                      from form in Gen.Choose(0, 1023)
                      from bad in Gen.Choose(0, 30)
                      from cells in Cell.ListOf(3)
                      select new PlantedRow(bad == 0 ? null : Origin + (at * step), form, [.. cells])).ListOf()
        from size in Gen.Choose(0, 60)
        select new PlantedTable([.. rows.Take(size)]);

    private static Gen<double?> Cell => Gen.Frequency<double?>(
        (12, Gen.Choose(-400, 400).Select(tenth => (double?)tenth / 10)),
        (2, Gen.Constant<double?>(null)),
        (1, Gen.Elements<double?>(double.NaN, double.PositiveInfinity, double.NegativeInfinity)));

    /// <summary>An instant of the table or one tick beside it.</summary>
    public Gen<Instant> Edge => Gen.Choose(-1, 1).SelectMany(
        _ => Gen.Elements(Rows.Where(row => row.Ticks is not null).Select(row => row.Ticks!.Value).DefaultIfEmpty(Origin).ToArray()),
        (near, ticks) => Instant.FromUnixTimeTicks(ticks + near));

    public override string ToString() => string.Join("\n", Rows.Select(row => $"{row.Text}: {string.Join(", ", row.Cells)}"));
}
