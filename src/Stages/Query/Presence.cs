using System.Collections.Immutable;

namespace VizPipeline.Stages;

/// <summary>
/// Finds out which sensors have any value at all. A sensor without one would let every search for its first reading run to the end of the table, row by
/// row; so the database is asked, which at worst looks through the table once by itself and gives nothing.
/// </summary>
internal static class Presence
{
    /// <summary>Some row that meets one of the conditions, if there is any; column i tells whether it meets condition i.</summary>
    public static string Query(string table, IReadOnlyCollection<string> conditions) =>
        $"SELECT {string.Join(", ", conditions)} FROM {table} WHERE {string.Join(" OR ", conditions)} LIMIT 1";

    /// <param name="sensors">To be looked for.</param>
    /// <param name="ask">Which of some sensors have a value in some row that has one of any of them; null where there is no such row.</param>
    public static async ValueTask<ImmutableArray<Sensor>> FindAsync(
        ImmutableArray<Sensor> sensors, Func<ImmutableArray<Sensor>, ValueTask<ImmutableArray<bool>?>> ask)
    {
        var missing = sensors;
        while (!missing.IsEmpty && await ask(missing) is { } has) missing = [.. missing.Where((_, i) => !has[i])];
        return sensors.RemoveAll(missing.Contains);
    }
}
