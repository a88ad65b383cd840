namespace VizPipeline.Bench;

internal enum Better
{
    More,
    Less,
}

/// <summary>What a figure counts, and which way is faster; null for a size, which is neither.</summary>
internal sealed record Unit(string Name, Better? Better)
{
    public static Unit ItemsPerSecond { get; } = new("items/s", VizPipeline.Bench.Better.More);

    public static Unit MicrosecondsPerItem { get; } = new("µs per item", VizPipeline.Bench.Better.Less);

    public static Unit ProcessorMicroseconds { get; } = new("processor µs per item", VizPipeline.Bench.Better.Less);

    public static Unit PicturesPerSecond { get; } = new("pictures/s", VizPipeline.Bench.Better.More);

    public static Unit ProcessorMilliseconds { get; } = new("processor ms per picture", VizPipeline.Bench.Better.Less);

    public static Unit RowsPerSecond { get; } = new("rows/s", VizPipeline.Bench.Better.More);

    public static Unit ProcessorNanoseconds { get; } = new("processor ns per row", VizPipeline.Bench.Better.Less);

    public static Unit MicrosecondsPerPicture { get; } = new("µs per picture", VizPipeline.Bench.Better.Less);

    public static Unit Nanoseconds { get; } = new("ns", VizPipeline.Bench.Better.Less);

    public static Unit BytesPerPicture { get; } = new("bytes per picture", Better: null);

    public static Unit Seconds { get; } = new("s", VizPipeline.Bench.Better.Less);

    public static Unit Kilobytes { get; } = new("KB allocated per picture", Better: null);

    public static Unit Megabytes { get; } = new("MB resident at most", Better: null);

    public static Unit PermittedShare { get; } = new("% of what the quota permits", VizPipeline.Bench.Better.More);

    public static Unit PossibleShare { get; } = new("% of concurrency ÷ latency", VizPipeline.Bench.Better.More);

    public static Unit Refused { get; } = new("requests refused for quota", VizPipeline.Bench.Better.Less);

    public static Unit Milliseconds50 { get; } = new("ms, half of them", VizPipeline.Bench.Better.Less);

    public static Unit Milliseconds99 { get; } = new("ms, 99 of 100", VizPipeline.Bench.Better.Less);

    public static Unit Milliseconds100 { get; } = new("ms, the slowest", VizPipeline.Bench.Better.Less);

    public static Unit PicturesPerMinute { get; } = new("pictures a minute", VizPipeline.Bench.Better.More);

    public override string ToString() => Name;
}
