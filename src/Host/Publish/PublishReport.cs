using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Says what became of each file: at once where nothing moves on the terminal, else at the end.</summary>
internal sealed class PublishReport(Output output, bool wantsJson)
{
    private readonly List<PublishResult> _results = [];

    public int Count => _results.Count;

    public int Failed => _results.Count(result => !result.IsWhole);

    public void Add(PublishResult result)
    {
        _results.Add(result);
        if (!output.IsTerminal) Say(result);
    }

    /// <param name="order">The files as they were asked for.</param>
    public void End(IReadOnlyList<string> order)
    {
        if (output.IsTerminal) _results.ForEach(Say);
        if (!wantsJson) return;

        var places = order.Select((file, at) => (file, at)).ToDictionary();
        output.Json(new
        {
            files = _results.OrderBy(result => places[result.Picture.File!]).Select(result => new
            {
                file = result.Picture.File,
                cid = result.Cid?.Text,
                pinId = result.PinId,
                bytes = result.Bytes,
                key = result.Key,
                pinningError = result.PinningError?.Message,
                namingError = result.NamingError?.Message,
            }),
            published = Count - Failed,
            failed = Failed,
            left = order.Count - Count,
        });
    }

    private void Say(PublishResult result)
    {
        var file = result.Picture.File!;
        if (result.Cid is { } cid && !wantsJson) output.Line($"{file}  {cid}");
        if (result.PinningError is { } unpinned) output.Fail($"{file}: {unpinned.Message}");
        if (result.NamingError is { } unnamed) output.Fail($"{file}: it is pinned, and {result.Picture.Key} could not be written: {unnamed.Message}");
    }
}
