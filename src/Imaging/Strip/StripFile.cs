using System.Buffers;

namespace VizPipeline.Imaging;

/// <summary>The PNG file of a strip from its coded rows: two IDAT chunks, the second from the last row's line on; one where a single row is drawn.</summary>
internal readonly ref struct StripFile(CodedRows rows, Strip strip, StripSize size)
{
    private readonly int _channels = rows.IsIndexed ? 1 : 3;

    /// <summary>Appends the file. The head is taken over from the file before where it is the same, and kept for the next if <paramref name="keep"/> says so.</summary>
    public PictureHead Write(IBufferWriter<byte> png, bool keep)
    {
        var file = new PngWriter(png.GetSpan(MostBytes()), rows.Kernel);
        var state = WriteHead(ref file, keep);
        var head = rows.Head.Identity is { } same ? new PictureHead(same, file.Length) : default;
        WriteTail(ref file, state);
        png.Advance(file.Length);
        return head;
    }

    private StreamState WriteHead(ref PngWriter file, bool keep)
    {
        if (rows.Head.Fits(rows, strip, size))
        {
            file.Copy(rows.Head.Bytes);
            return rows.Head.State;
        }
        rows.Head.Keep(rows: 0);
        file.Begin(new(size.Width, size.Height, rows.IsIndexed));
        if (rows.IsIndexed) file.Palette(rows.Colours);
        if (rows.Count == 1) return StreamState.Start;

        var stream = new StripStream(file.Body, _channels, size.Scale, StreamState.Start);
        stream.Begin();
        for (var (row, drawn) = (0, 0); drawn < rows.Count - 1; row++)
        {
            if (Lines(row) is > 0 and var lines) stream.Draw(rows[drawn++], lines);
        }
        file.Close("IDAT"u8, stream.Length);
        if (keep) rows.Head.Take(rows, strip, size, file.Written, stream.State);
        return stream.State;
    }

    private void WriteTail(ref PngWriter file, StreamState state)
    {
        var stream = new StripStream(file.Body, _channels, size.Scale, state);
        if (rows.Count == 1) stream.Begin();
        stream.Draw(rows[rows.Count - 1], Lines(strip.Rows.Count - 1));
        stream.End();
        file.Close("IDAT"u8, stream.Length);
        file.End();
    }

    // Of n rows the last is always drawn: it ends at the last line and begins above it.
    private int Lines(int row) => size.PixelLines(row, strip.Rows.Count);

    private int MostBytes()
    {
        var bytes = (long)PngWriter.MostFrame + BitWriter.Slack + 16;
        for (var (row, drawn) = (0, 0); row < strip.Rows.Count; row++)
        {
            if (Lines(row) is > 0 and var lines) bytes += StripStream.MostBytes(_channels, size.Scale, rows[drawn++], lines);
        }
        return checked((int)bytes);
    }
}
