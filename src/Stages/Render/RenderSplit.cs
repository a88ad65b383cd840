using System.Collections.Immutable;
using VizPipeline.Imaging;

namespace VizPipeline.Stages;

/// <summary>Draws the windows of a frame one after the other, in its order. One that was drawn before from the same input and is kept still is taken as it is.</summary>
internal sealed class RenderSplit(IPainter painter, KeptCopies? copies, int scale, ImmutableArray<SensorSpan> spans, RoadTally tally) : ISplit<Frame, Picture>
{
    public IAsyncEnumerable<Picture> RunAsync(Frame frame, CancellationToken cancel)
    {
        var windows = new WindowOfDay(frame.Sensor, frame.Strip, frame.Before);
        return frame.Windows.Select(entry => Draw(frame, windows, entry, cancel)).ToAsyncEnumerable();
    }

    private Picture Draw(Frame frame, WindowOfDay windows, LedgerEntry entry, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (copies?.Open(entry) is { } kept) return new Picture(entry, kept, Preview: null, frame.StartedAt) { IsKept = true };

        var strip = windows.StripOf(entry.Window) ?? throw new InvalidOperationException($"{entry.Key} has no reading to draw.");
        var content = new PooledContent();
        try
        {
            var head = painter.Paint(strip, StripSize.Full with { Scale = scale }, content);
            tally.AddBytes(content.Length);
            return new Picture(entry with { Bytes = content.Length }, content, IsShown(frame, entry) ? Preview(strip) : null, frame.StartedAt) { Head = head };
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    private byte[] Preview(Strip strip)
    {
        using var content = new PooledContent();
        painter.Paint(strip, StripSize.Preview(strip.Rows.Count), content);
        return content.Bytes.ToArray();
    }

    // Of cumulative pictures pages show the newest only.
    private bool IsShown(Frame frame, LedgerEntry entry) => frame.Kind != WindowKind.Cumulative
        || (entry.Window == frame.Windows.Max(other => other.Window) && spans.Any(span => span.Sensor == frame.Sensor && span.Last == frame.Strip.Day.Date));
}
