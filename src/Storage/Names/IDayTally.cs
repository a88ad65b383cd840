using NodaTime;

namespace VizPipeline.Storage;

/// <summary>Remembers how much of a day's allowance is used up, also by runs before this one. Asked by one caller at a time.</summary>
public interface IDayTally
{
    /// <summary>What was recorded for a day; 0 where nothing was.</summary>
    ValueTask<int> CountAsync(LocalDate day, CancellationToken cancel);

    /// <summary>Durable when it completes. Other days are forgotten.</summary>
    ValueTask RecordAsync(LocalDate day, int count, CancellationToken cancel);
}
