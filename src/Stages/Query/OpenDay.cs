namespace VizPipeline.Stages;

/// <summary>The local day that a pass is in.</summary>
internal sealed class OpenDay(LocalDay day, int sensors)
{
    private readonly long _end = day.End.ToUnixTimeTicks();
    private readonly DayBuilder[] _builders = [.. Enumerable.Range(0, sensors).Select(_ => new DayBuilder(day))];

    /// <summary>Takes the batch's rows from <paramref name="row"/> on that lie in this day; returns how many.</summary>
    public int Take(ReadingBatch batch, int row)
    {
        var ticks = batch.Ticks.Span[row..];
        var found = ticks.BinarySearch(_end);
        ticks = ticks[..(found < 0 ? ~found : found)];

        for (var sensor = 0; sensor < _builders.Length; sensor++)
        {
            var (builder, values) = (_builders[sensor], batch.Values[sensor].Span.Slice(row, ticks.Length));
            for (var i = 0; i < values.Length; i++)
            {
                if (!double.IsNaN(values[i])) builder.Add(ticks[i], values[i]);
            }
        }

        return ticks.Length;
    }

    public DayStrips Close() => new(day, [.. _builders.Select(builder => builder.Build())]);
}
