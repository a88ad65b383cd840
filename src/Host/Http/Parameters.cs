using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Reads what stands in an address. Everything wrong is a <see cref="UsageException"/>, which becomes a 400.</summary>
/// <param name="calendar">Times without an offset are in its zone.</param>
internal sealed class Parameters(LocalCalendar calendar)
{
    public const int MostWindows = 500, UsualWindows = 100;

    public static ImmutableArray<string> StateNames { get; } = [.. Enum.GetValues<WindowState>().Select(state => state.ToString().ToLowerInvariant())];

    public static ImmutableArray<string> Intervals { get; } = [.. Enum.GetValues<WindowKind>().Select(kind => kind.Interval())];

    private readonly LocalTimes _times = new(calendar, note: _ => { });

    public static WindowKind? Interval(string? given) => given is null ? null
        : WindowKinds.Parse(given) ?? throw new UsageException($"interval \"{Plain.Of(given)}\": it must be one of {string.Join(", ", Intervals)}");

    public static ImmutableArray<WindowState> States(IEnumerable<string> given) => [.. given.SelectMany(text => text.Split(',')).Distinct().Select(State)];

    public static bool IsNewestFirst(string? given) => given switch
    {
        null or "oldest" => false,
        "newest" => true,
        _ => throw new UsageException($"order \"{Plain.Of(given)}\": it must be oldest or newest, which come first then"),
    };

    public static int Limit(string? given, int usual, int most) => given is null ? usual
        : int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= most ? limit
        : throw new UsageException($"limit \"{Plain.Of(given)}\": it must be a whole number from 1 to {most}");

    public static LedgerPlace? After(string? given) => given is null ? null
        : Cursor.Read(given) ?? throw new UsageException("cursor: it must be the next of a page, unchanged; leave it out to begin anew");

    /// <summary>A time of the zone, or with an offset; null where none is given.</summary>
    public Instant? Time(string name, string? given) => given is null ? null : _times.Read(name, WithPlus(given)).At;

    private static WindowState State(string given) => StateNames.IndexOf(given) is >= 0 and var index ? (WindowState)index
        : throw new UsageException($"state \"{Plain.Of(given)}\": it must be some of {string.Join(", ", StateNames)}");

    // A plus sign that nobody encoded arrives as a blank.
    private static string WithPlus(string text) => text is [.., ' ', _, _, ':', _, _] && text.Contains('T', StringComparison.Ordinal) ? $"{text[..^6]}+{text[^5..]}" : text;
}
