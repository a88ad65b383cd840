using System.Collections.Immutable;
using VizPipeline.Imaging;

namespace VizPipeline.Stages;

/// <summary>Draws the windows of a frame one after the other, in its order. One that was drawn before from the same input and is kept still is taken as it is.</summary>
internal sealed class RenderSplit(IPainter painter, KeptCopies? copies, int scale, ImmutableArray<SensorSpan> spans, RoadTally tally) : ISplit<Frame, Picture>
{
    public IAsyncEnumerable<Picture> RunAsync(Frame frame, CancellationToken cancel)
    {
        var (windows, length) = (new WindowOfDay(frame.Sensor, frame.Strip, frame.Before), 0);
        return frame.Windows.Select(DrawNext).ToAsyncEnumerable();

        // About as long as the one before.
        Picture DrawNext(LedgerEntry entry)
        {
            var picture = Draw(frame, windows, entry, length + (length / 8), cancel);
            length = picture.Content.Length;
            return picture;
        }
    }

    private Picture Draw(Frame frame, WindowOfDay windows, LedgerEntry entry, int expected, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (copies?.Open(entry) is { } kept) return new Picture(entry, kept, Preview: null, frame.StartedAt) { IsKept = true };

        var strip = windows.StripOf(entry.Window) ?? throw new InvalidOperationException($"{entry.Key} has no reading to draw.");
        var content = new PooledContent(expected);
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
