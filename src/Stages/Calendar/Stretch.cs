using NodaTime;

namespace VizPipeline.Stages;

/// <summary>A longest run of instants under one UTC offset, [Start, End). A zone that only renames its time does not begin a new one.</summary>
internal readonly record struct Stretch(Instant Start, Instant End, Offset Offset)
{
    public LocalDateTime LocalStart => LocalAt(Start);

    /// <summary>What the clock would show at <see cref="End"/> had it not been changed there.</summary>
    public LocalDateTime LocalEnd => LocalAt(End);

    /// <summary>When the clock shows <paramref name="local"/>; null when it does not within this stretch.</summary>
    public Instant? Find(LocalDateTime local)
    {
        var at = new OffsetDateTime(local, Offset).ToInstant();
        return Start <= at && at < End ? at : null;
    }

    public LocalDateTime LocalAt(Instant at) => at.WithOffset(Offset).LocalDateTime;

    /// <summary>The stretches of [start, end), clipped to it, in time order.</summary>
    public static List<Stretch> Within(DateTimeZone zone, Instant start, Instant end)
    {
        var stretches = new List<Stretch>(1);
        for (var at = start; at < end;)
        {
            var interval = zone.GetZoneInterval(at);
            var next = interval.HasEnd && interval.End < end ? interval.End : end;
            if (stretches.Count > 0 && stretches[^1].Offset == interval.WallOffset) stretches[^1] = stretches[^1] with { End = next };
            else stretches.Add(new(at, next, interval.WallOffset));
            at = next;
        }

        return stretches;
    }

    /// <summary>All that could show <paramref name="local"/> under any offset the zone ever has, and so the first that shows it or a later time.</summary>
    public static List<Stretch> Around(DateTimeZone zone, LocalDateTime local)
    {
        var utc = new OffsetDateTime(local, Offset.Zero).ToInstant();
        return Within(zone, utc - Duration.FromSeconds(zone.MaxOffset.Seconds), utc - Duration.FromSeconds(zone.MinOffset.Seconds) + Duration.Epsilon);
    }
}
