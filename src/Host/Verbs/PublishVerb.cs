using System.Collections.Immutable;
using System.CommandLine;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Publishes files that are there already.</summary>
internal sealed class PublishVerb : Verb
{
    private const int MostAtOnce = 256;

    private static readonly Argument<string[]> Files = new("FILES") { Description = "Files, folders with all that is in them, and globs", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<int?> Concurrency = new("--concurrency") { Description = "Files on their way at once, at most [the workers of the pin stage]", HelpName = "n" };
    private static readonly Option<string> Key = new("--key") { Description = "An index key that shall name it; for a single file", HelpName = "key" };

    public override string Name => "publish";

    public override string Description => "Publishes existing pictures, or any files of up to 100 MB, to Pinata; what is pinned already is not uploaded again";

    public override ImmutableArray<string> Examples =>
    [
        "viz publish sunset.png",
        "viz publish album/ 'more/*.png' --concurrency 16",
        "viz publish logo.svg --key site:logo",
        "viz rehearse -- viz publish album/ --json",
    ];

    public override ImmutableArray<Argument> Arguments => [Files];

    public override ImmutableArray<Option> Options => [Concurrency, Key, GlobalOptions.Json];

    public override bool Drains => true;

    public override async Task<ExitCode> RunAsync(Invocation call, CancellationToken cancel)
    {
        var workers = call.Value(Concurrency) ?? call.Settings.Stages.Pin.Workers;
        if (workers is < 1 or > MostAtOnce) throw new UsageException($"--concurrency {workers}: it must be from 1 to {MostAtOnce}");

        var files = LooseFiles.Find(call.Value(Files)!);
        var pictures = Pictures(files, call.Value(Key));
        long[] lengths = [.. files.Select(file => new FileInfo(file).Length)];
        var watch = new PublishWatch(files.Length, lengths.Sum());
        using var providers = Providers.Open(Wide(call.Settings, workers), call.Clock, lengths.Max(), watch.Sent) ?? throw Providers.Off(call.Settings);
        var publisher = new Publisher(providers.Pinata.Pins, providers.Cloudflare.Names, call.Clock);
        var report = new PublishReport(call.Output, call.WantsJson);
        try
        {
            // The first Ctrl-C: what was begun ends, and nothing new begins.
            var results = publisher.PublishAllAsync(pictures.TakeWhile(_ => !call.Stop.Drain.IsCancellationRequested), workers, cancel);
            await new LiveView(call.Output, TimeProvider.System).WatchAsync(ListenAsync(results, report, watch), "publishing", watch.Look);
        }
        finally
        {
            report.End(files);
        }

        if (report.Count == files.Length) return report.Failed > 0 ? ExitCode.SomeFailed : ExitCode.Clean;

        call.Output.Note($"stopped with {report.Count - report.Failed:N0} files published and {files.Length - report.Count:N0} left; the same command goes on: what is pinned is not uploaded again");
        return ExitCode.Interrupted;
    }

    private static IEnumerable<LoosePicture> Pictures(ImmutableArray<string> files, string? key)
    {
        if (key is not null && files.Length != 1) throw new UsageException($"--key {Plain.Of(key)}: it names a single file, not {files.Length:N0}");
        try
        {
            return [.. files.Select(file => LoosePicture.OfFile(file) with { Key = key })];
        }
        catch (ArgumentException cause)
        {
            throw new UsageException($"--key: {Plain.Of(cause.Message)}");
        }
    }

    private static Settings Wide(Settings settings, int workers) =>
        settings with { Stages = settings.Stages with { Pin = settings.Stages.Pin with { Workers = workers } } };

    private static async Task<bool> ListenAsync(IAsyncEnumerable<PublishResult> results, PublishReport report, PublishWatch watch)
    {
        await foreach (var result in results)
        {
            watch.Ended(result);
            report.Add(result);
        }

        return true;
    }
}
