namespace VizPipeline.Bench;

/// <summary>A stage that spins a while, or not at all, and adds up what it saw. For one worker.</summary>
internal sealed class Stage(int spins) : IStep<Item, Item>
{
    /// <summary>Differs when an item was lost, doubled, or not worked on.</summary>
    public long Sum { get; private set; }

    public ValueTask<Item> RunAsync(Item item, CancellationToken cancel)
    {
        Sum += item.Number ^ (spins == 0 ? 0 : (long)Spin.Run((ulong)item.Number, spins));
        return ValueTask.FromResult(item);
    }
}
