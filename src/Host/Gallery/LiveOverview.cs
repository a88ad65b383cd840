using System.Collections.Immutable;

namespace VizPipeline.Host;

/// <summary>What the live page loads first: all of it found by index, however many windows there are.</summary>
/// <param name="Zone">The zone of every time in it.</param>
/// <param name="Sensors">Those with a window, in the order of the settings.</param>
/// <param name="Months">Null as long as there is no daily or hourly window.</param>
/// <param name="Failures">The last windows that could not be finished, the latest first.</param>
/// <param name="CanWrite">Whether a service runs behind the door, so that something can be asked of it.</param>
internal sealed record LiveOverview(
    string Zone, ImmutableArray<GallerySensor> Sensors, MonthSpan? Months, ImmutableArray<LiveFailure> Failures, bool CanWrite);

/// <summary>From the first month to the last that daily and hourly windows reach, for instance 2016-01 to 2025-12.</summary>
internal sealed record MonthSpan(string First, string Last);

/// <summary>A window that could not be finished.</summary>
/// <param name="Key">In the index.</param>
/// <param name="Sensor">As in keys.</param>
/// <param name="Interval">As in keys.</param>
/// <param name="Start">Local, with its offset.</param>
/// <param name="End">Likewise: the first instant outside it.</param>
/// <param name="Attempts">Runs that tried.</param>
/// <param name="IsDead">Whether no run tries it again by itself.</param>
/// <param name="Error">Why it failed the last time.</param>
internal sealed record LiveFailure(string Key, string Sensor, string Interval, string Start, string End, int Attempts, bool IsDead, string? Error);

/// <summary>A sensor's year, by month: those of a year that the calendar has.</summary>
internal sealed record LiveYear(ImmutableArray<LiveLetters> Months);

/// <param name="Month">For instance 2025-11.</param>
/// <param name="Days">As in <see cref="SensorMonth"/>.</param>
/// <param name="Counts">Likewise.</param>
internal sealed record LiveLetters(string Month, string Days, ImmutableArray<long> Counts);

/// <summary>A sensor's month: the days on which it has any window, in order.</summary>
internal sealed record LiveMonth(ImmutableArray<LiveDay> Days);

/// <param name="Date">For instance 2025-11-02.</param>
/// <param name="Daily">Null when it is not recorded.</param>
/// <param name="FailedHours">Of its hourly windows, those that could not be finished.</param>
internal sealed record LiveDay(string Date, GalleryPicture? Daily, int FailedHours);
