using System.Collections.Immutable;

namespace VizPipeline.Bench;

/// <summary>How much of what a provider allows, or can do, is used by uploads.</summary>
internal static class PublishBench
{
    private const string Limited = "500 requests a minute, 200 ms", Unlimited = "no quota, 50 ms";
    private const double Faster = 10, Slower = 0.25;

    public static Bench Bench { get; } = new(
        "publish",
        """
        Small made-up pictures, all different, each pinned through the record of uploads, the account's gates and HTTP to the double of Pinata in the same process. With a quota, client
        and double go by one clock that is ten times as fast as the real one, for latency, quota and timeouts alike: the share is that of the permitted requests that arrived, counted by the
        double from the first to the last one without those that a fresh quota allows at once; refused are those after the first minute of that clock. Without a quota that clock goes
        at a quarter of the real one's speed, so that the machine, which plays both sides, has the time that two machines would have; the share is that of concurrency ÷ latency.
        """,
        RunAsync)
    {
        Held =
        [
            new(Limited, Unit.PermittedShare, 97), new(Limited, Unit.Refused, 0), new(Unlimited, Unit.PossibleShare, 90),
        ],
    };

    private static async Task<ImmutableArray<BenchRow>> RunAsync(bool isQuick)
    {
        var limited = new Uploading(Pictures: isQuick ? 40 : 10_000, RequestsPerMinute: isQuick ? 20 : 500, TimeSpan.FromMilliseconds(200), Concurrency: 16);
        var (time, window) = (new ScaledTime(isQuick ? 400 : Faster), TimeSpan.FromMinutes(1));
        var arrivals = await limited.RunAsync(time);
        var (first, last) = (arrivals.Min(request => request.At), arrivals.Max(request => request.At));
        var perSecond = limited.RequestsPerMinute!.Value / window.TotalSeconds;
        var used = (arrivals.Length - limited.RequestsPerMinute.Value) / ((last - first).TotalSeconds * perSecond);
        var refused = arrivals.Count(request => request.Refusal == Doubles.Refusal.Quota && (request.At - first).ToTimeSpan() > window);

        var free = new Uploading(Pictures: isQuick ? 20 : 1_000, RequestsPerMinute: null, TimeSpan.FromMilliseconds(50), Concurrency: 8);
        var slow = new ScaledTime(isQuick ? 1 : Slower);
        await free.RunAsync(slow);
        var rate = free.Pictures / slow.Elapsed.TotalSeconds;
        return
        [
            new("publish", Limited, 100 * used, Unit.PermittedShare),
            new("publish", Limited, refused, Unit.Refused),
            new("publish", Unlimited, rate, Unit.PicturesPerSecond),
            new("publish", Unlimited, 100 * rate * free.Latency.TotalSeconds / free.Concurrency, Unit.PossibleShare),
        ];
    }
}
