using System.Text.Json;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>An event as listeners get it.</summary>
/// <param name="Name">picture, failed, backfill, state or missed.</param>
/// <param name="Json">In one line.</param>
internal sealed record ToldEvent(string Name, string Json)
{
    public static ToldEvent Of(ServiceEvent told, WindowNames names) => told switch
    {
        PictureShown shown => Of("picture", WindowView.Of(shown.Entry, names)),
        PictureFailed failed => Of("failed", new FailureView(WindowView.Of(failed.Entry, names), failed.Why)),
        BackfillMoved moved => Of(BackfillView.Of(moved.Progress)),
        StateMoved moved => Of("state", ServiceView.Of(moved.State)),
        EventsMissed missed => Of("missed", new MissedView($"{missed.At}")),
        _ => throw new ArgumentOutOfRangeException(nameof(told), told, null),
    };

    public static ToldEvent Of(BackfillView backfill) => Of("backfill", backfill);

    private static ToldEvent Of<T>(string name, T value) => new(name, JsonSerializer.Serialize(value, DoorJson.Options));
}

/// <param name="Window">As it was before.</param>
/// <param name="Why">It could not be finished.</param>
internal sealed record FailureView(WindowView Window, string Why);

/// <param name="At">Before it, some events were lost: look again.</param>
internal sealed record MissedView(string At);
