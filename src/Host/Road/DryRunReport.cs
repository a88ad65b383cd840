namespace VizPipeline.Host;

/// <summary>What a backfill would do.</summary>
/// <param name="Lines">By sensor and interval.</param>
/// <param name="Readings">That it would read.</param>
/// <param name="Seconds">That it would take, about.</param>
/// <param name="Memory">Bytes that it would need at most.</param>
/// <param name="Publishing">What it would take from the providers; null where it uploads nothing.</param>
internal sealed record DryRunReport(IReadOnlyList<PlanLine> Lines, long Readings, double Seconds, long Memory, PublishForecast? Publishing)
{
    private long ToDraw => Lines.Sum(line => line.Found.ToDraw);

    private long Bytes => Lines.Sum(line => line.Found.Bytes);

    public IEnumerable<string> Text()
    {
        IReadOnlyList<string> head = ["SENSOR", "INTERVAL", "WINDOWS", "DONE", "EMPTY", "FAILED", "DEAD", "OPEN", "STALE", "TO DRAW", "WITHOUT READINGS"];
        foreach (var row in Columns.Of([head, .. Lines.Select(line => line.Row())])) yield return row;
        yield return $"readings: {Readings:N0}";
        yield return $"to draw: {ToDraw:N0} pictures, about {Sizes.Text(Bytes)}, about {Durations.Text(TimeSpan.FromSeconds(Seconds))}";
        yield return $"memory: at most {Sizes.Text(Memory)}";
        foreach (var line in Publishing?.Lines() ?? []) yield return line;
        yield return "nothing was changed";
    }

    public object Document() => new
    {
        plan = Lines.Select(line => line.Document()),
        readings = Readings,
        toDraw = ToDraw,
        estimatedBytes = Bytes,
        estimatedSeconds = Math.Round(Seconds, 1),
        memoryBound = Memory,
        publishing = Publishing?.Document(),
    };
}
