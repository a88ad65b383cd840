namespace VizPipeline.Stages;

/// <summary>The local day that a pass is in.</summary>
internal sealed class OpenDay(LocalDay day, int sensors)
{
    private readonly DayBuilder[] _builders = [.. Enumerable.Range(0, sensors).Select(_ => new DayBuilder(day))];

    /// <summary>Takes the batch's rows from <paramref name="row"/> on that lie in this day; returns how many.</summary>
    public int Take(ReadingBatch batch, int row)
    {
        var taken = 0;
        for (var i = 0; i < _builders.Length; i++) taken = _builders[i].Add(batch.Ticks.Span[row..], batch.Values[i].Span[row..]);
        return taken;
    }

    public DayStrips Close() => new(day, [.. _builders.Select(builder => builder.Build())]);
}
