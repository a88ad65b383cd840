using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using VizPipeline.Doubles;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Bench;

/// <summary>Made-up pictures that go to the double of Pinata as those of a run do.</summary>
/// <param name="Pictures">All different.</param>
/// <param name="RequestsPerMinute">What the double allows and the client knows; null for no limit.</param>
/// <param name="Latency">Of each request.</param>
/// <param name="Concurrency">Most requests under way at once.</param>
internal sealed record Uploading(int Pictures, int? RequestsPerMinute, TimeSpan Latency, int Concurrency)
{
    private const int NoQuota = 1_000_000, Bytes = 400;
    private const string Jwt = "rehearsal-pinata";

    // Nothing is given up: on a clock some hundred times as fast as the machine's, a busy machine's second is minutes.
    private static readonly TimeSpan OutageWait = TimeSpan.FromHours(10);

    // As in the program: while some wait for the disk, the gates have others to let through.
    private int Waiting => 2 * Concurrency;

    /// <summary>Pins all of them on one clock; gives every request, in the order in which they ended.</summary>
    /// <exception cref="InvalidOperationException">Not every picture is there once.</exception>
    public async Task<ImmutableArray<Exchange>> RunAsync(TimeProvider time)
    {
        var folder = Directory.CreateTempSubdirectory("viz-bench-").FullName;
        try
        {
            await using var pinata = await PinataDouble.StartAsync(new() { Time = time, Token = Jwt, RequestsPerMinute = RequestsPerMinute, Latency = Latency }, default);
            await PinAsync(pinata, time, Path.Combine(folder, "uploads.db"));
            if (pinata.Files.Select(file => file.Cid).Distinct().Count() != Pictures || pinata.Files.Length != Pictures) throw new InvalidOperationException("not every picture is there once");
            return pinata.Exchanges;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task PinAsync(PinataDouble pinata, TimeProvider time, string path)
    {
        var pace = new ProviderPace(OutageWait, Concurrency, () => 0.5) { Time = time, LargestUpload = int.MaxValue };
        using var account = new PinataAccount(new Secret(Jwt), new PinataOptions(pinata.Address, pinata.Address, GroupId: null), RequestsPerMinute ?? NoQuota, pace);
        await using var uploads = Uploads.Open(path);
        var pins = new SharedPins(account.Pins, uploads);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Pictures),
            new ParallelOptions { MaxDegreeOfParallelism = Waiting },
            async (number, cancel) => await pins.PinAsync(RequestOf(number), cancel));
    }

    private static PinRequest RequestOf(int number)
    {
        var content = new byte[Bytes];
        byte[] signature = [0x89, .. "PNG\r\n\u001a\n"u8];
        signature.CopyTo(content, 0);
        SHA256.HashData(Encoding.UTF8.GetBytes($"{number}")).CopyTo(content, signature.Length);
        return new($"{number}.png", $"{number}.png", Cids.Of(content), content, ImmutableDictionary<string, string>.Empty);
    }
}
