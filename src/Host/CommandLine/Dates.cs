using NodaTime;
using NodaTime.Text;

namespace VizPipeline.Host;

/// <summary>Local dates on the command line.</summary>
internal static class Dates
{
    /// <summary>Null where none was given.</summary>
    /// <exception cref="UsageException">It is no date.</exception>
    public static LocalDate? Read(string option, string? given) => given is null ? null
        : LocalDatePattern.Iso.Parse(given) is { Success: true, Value: var date } ? date
        : throw new UsageException($"{option} {Plain.Of(given)}: it must be a date of the calendar, such as 2025-01-15");
}
