using System.Collections.Immutable;

namespace VizPipeline.Host;

/// <summary>Everything the page knows of one month: one script.</summary>
internal sealed record GalleryMonth(ImmutableArray<SensorDays> Sensors);

/// <summary>The days of a month on which a sensor has any window, in order; each is read when it is written, so that none waits in memory for the others.</summary>
internal sealed record SensorDays(string Sensor, IAsyncEnumerable<GalleryDay> Days);

/// <summary>One local day of a sensor.</summary>
/// <param name="Date">For instance 2025-11-02.</param>
/// <param name="Daily">Null when it is not recorded.</param>
/// <param name="Hours">All of the day's hourly windows in time order, missing ones included; none when not one is recorded.</param>
internal sealed record GalleryDay(string Date, GalleryPicture? Daily, ImmutableArray<GalleryPicture> Hours);
