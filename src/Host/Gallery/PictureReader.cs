using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Turns rows of the ledger into what the page shows of them.</summary>
/// <param name="ledger">Holds the previews.</param>
/// <param name="calendar">The zone of every time.</param>
/// <param name="names">Where full-size pictures lie.</param>
/// <param name="isKept">Whether the full-size file of a <see cref="GalleryPicture.File"/> can be shown.</param>
/// <param name="hasKeys">Whether pictures are told with their keys.</param>
internal sealed class PictureReader(ILedger ledger, LocalCalendar calendar, WindowNames names, Predicate<string> isKept, bool hasKeys)
{
    /// <summary>A daily or cumulative window.</summary>
    public ValueTask<GalleryPicture> ReadAsync(LedgerEntry entry, CancellationToken cancel) => WithPreviewAsync(Picture(entry), entry, cancel);

    public async ValueTask<GalleryPicture> ReadAsync(LedgerEntry entry, LocalHour hour, CancellationToken cancel) =>
        Named(await ReadAsync(entry, cancel), hour);

    /// <summary>An hour that the ledger does not know.</summary>
    public GalleryPicture Missing(LocalHour hour) => Named(Blank(ShownState.Missing, hour.Start, hour.End), hour);

    /// <summary>A daily or cumulative window without its preview.</summary>
    public GalleryPicture Picture(LedgerEntry entry)
    {
        var state = ShownStates.Of(entry.State);
        var blank = Blank(state, entry.Window.Start, entry.Window.End) with { Key = hasKeys ? entry.Key : null };
        if (state != ShownState.Done) return state == ShownState.Failed ? blank with { Error = entry.Error } : blank;
        var file = $"pictures/{names.FilePath(entry.Sensor, entry.Window)}";
        return blank with
        {
            Points = entry.DataPoints,
            Min = entry.Min,
            Max = entry.Max,
            Took = entry.ProcessingTime,
            Bytes = entry.Bytes,
            Cid = entry.Cid?.Text,
            File = file,
            Kept = isKept(file),
        };
    }

    private async ValueTask<GalleryPicture> WithPreviewAsync(GalleryPicture picture, LedgerEntry entry, CancellationToken cancel) =>
        entry.State == WindowState.Done ? picture with { Preview = await ledger.PreviewAsync(entry.Key, cancel) } : picture;

    private GalleryPicture Blank(ShownState state, Instant start, Instant end) => new()
    {
        State = ShownStates.Word(state),
        Start = PictureText.Time(start, calendar.Zone),
        End = PictureText.Time(end, calendar.Zone),
    };

    private static GalleryPicture Named(GalleryPicture picture, LocalHour hour) => picture with
    {
        Hour = hour.LocalStart.Hour,
        Clock = PictureText.Clock(hour.LocalStart),
        Offset = hour.IsRepeated ? PictureText.Offset(hour.Offset) : null,
    };
}
