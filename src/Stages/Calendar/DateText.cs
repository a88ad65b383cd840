using NodaTime;
using NodaTime.Text;

namespace VizPipeline.Stages;

/// <summary>Local dates as people and the ledger write them: <c>2025-01-15</c>.</summary>
public static class DateText
{
    public static string Format(LocalDate date) => LocalDatePattern.Iso.Format(date);

    public static LocalDate Parse(string text) => LocalDatePattern.Iso.Parse(text).Value;

    /// <summary>Null where the text is no date.</summary>
    public static LocalDate? TryParse(string text) => LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var date } ? date : null;
}
