namespace VizPipeline.Bench;

/// <summary>One way to do what is measured.</summary>
/// <param name="Name">For the table.</param>
/// <param name="PrepareAsync">Given the number of a round, makes that round's input, the same for every contender and new in every round, and returns the work to be timed.</param>
internal sealed record Contender(string Name, Func<int, Task<Func<Task>>> PrepareAsync)
{
    /// <summary>Whether the work is done by another process, so that this one's processor time says nothing.</summary>
    public bool IsElsewhere { get; init; }
}

/// <summary>What one round of a contender took.</summary>
/// <param name="Elapsed">By the clock.</param>
/// <param name="Processor">Of all cores together.</param>
/// <param name="AllocatedBytes">By the garbage collector's account.</param>
/// <param name="PeakBytes">Resident; null where the system does not say.</param>
internal readonly record struct Sample(TimeSpan Elapsed, TimeSpan Processor, long AllocatedBytes, long? PeakBytes);
