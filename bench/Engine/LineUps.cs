using System.Threading.Channels;
using System.Threading.Tasks.Dataflow;

namespace VizPipeline.Bench;

/// <summary>Four ways to take items through the same stages, one worker a stage and as much room between any two.</summary>
internal static class LineUps
{
    private const int Inbox = 64;
    private const int Capacity = Inbox + 1;

    public static async Task Engine(IEnumerable<Item> items, Stage[] stages)
    {
        var line = Line.From(items.ToAsyncEnumerable(), (_, _) => ValueTask.CompletedTask);
        foreach (var stage in stages) line = line.Step("stage", stage, new StageLimits(Inbox, Workers: 1));
        await line.RunAsync(new RunOptions(), StopSignals.Never);
    }

    public static async Task Loop(IEnumerable<Item> items, Stage[] stages)
    {
        foreach (var item in items)
        {
            var passed = item;
            foreach (var stage in stages) passed = await stage.RunAsync(passed, CancellationToken.None);
        }
    }

    public static async Task Channels(IEnumerable<Item> items, Stage[] stages)
    {
        var channels = stages.Select(_ => Channel.CreateBounded<Item>(new BoundedChannelOptions(Capacity) { SingleReader = true, SingleWriter = true })).ToArray();
        var workers = stages.Select((stage, index) => Task.Run(async () =>
        {
            var next = index + 1 < channels.Length ? channels[index + 1].Writer : null;
            await foreach (var item in channels[index].Reader.ReadAllAsync())
            {
                var passed = await stage.RunAsync(item, CancellationToken.None);
                if (next is not null) await next.WriteAsync(passed);
            }

            next?.Complete();
        })).ToArray();
        foreach (var item in items) await channels[0].Writer.WriteAsync(item);
        channels[0].Writer.Complete();
        await Task.WhenAll(workers);
    }

    public static async Task LinkedBlocks(IEnumerable<Item> items, Stage[] stages)
    {
        var options = new ExecutionDataflowBlockOptions { BoundedCapacity = Capacity, EnsureOrdered = false, SingleProducerConstrained = true };
        var end = new ActionBlock<Item>(async item => await stages[^1].RunAsync(item, CancellationToken.None), options);
        ITargetBlock<Item> head = end;
        foreach (var stage in stages.SkipLast(1).Reverse())
        {
            var block = new TransformBlock<Item, Item>(async item => await stage.RunAsync(item, CancellationToken.None), options);
            block.LinkTo(head, new DataflowLinkOptions { PropagateCompletion = true });
            head = block;
        }

        foreach (var item in items) await head.SendAsync(item);
        head.Complete();
        await end.Completion;
    }
}
