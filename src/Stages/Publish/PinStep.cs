using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>Identifies a picture and gives it to its store. Where that is an effect outside, it is recorded before and after, and the picture is kept at home meanwhile.</summary>
internal sealed class PinStep(IPinStore store, KeptCopies? copies, ILedger ledger, Agenda agenda, WindowNames names, IClock clock, TimeProvider time) : IStep<Picture, Pinned>
{
    public async ValueTask<Pinned> RunAsync(Picture picture, CancellationToken cancel)
    {
        picture.Identify();
        var request = RequestFor(picture);
        var kept = copies is null || picture.IsKept ? Task.CompletedTask : await copies.PutAsync(request, cancel);
        if (store.Traits.IsOutside) await ledger.RecordAsync(picture.Entry with { State = WindowState.Pinning, PinId = null, UpdatedAt = clock.GetCurrentInstant() }, picture.Preview, cancel);

        var pin = await PinAsync(request, kept, cancel);
        var entry = picture.Entry with
        {
            // Of a window that has not ended, the rest is still to be drawn: a later run must not simply commit this.
            State = picture.Entry.Window.End > agenda.AsOf ? WindowState.Pinning : WindowState.Pinned,
            Cid = pin.Cid,
            PinId = pin.Id,
            ProcessingTime = time.GetElapsedTime(picture.StartedAt).TotalSeconds,
            UpdatedAt = clock.GetCurrentInstant(),
        };
        if (store.Traits.IsOutside)
        {
            await store.FlushAsync(cancel);
            await ledger.RecordAsync(entry, picture.Preview, cancel);
        }

        return new Pinned(entry, picture.Preview) { IsNew = picture.Entry.PinId is null };
    }

    // The copy reaches the disk while the picture is on its way.
    private async ValueTask<Pin> PinAsync(PinRequest request, Task kept, CancellationToken cancel)
    {
        try
        {
            return await store.PinAsync(request, cancel);
        }
        finally
        {
            await kept;
        }
    }

    private PinRequest RequestFor(Picture picture)
    {
        var (sensor, window) = (picture.Entry.Sensor, picture.Entry.Window);
        return new PinRequest(
            names.FilePath(sensor, window),
            names.PinName(sensor, window),
            picture.Entry.Cid!.Value,
            picture.Content.Bytes,
            store.Traits.IsOutside ? LabelsOf(picture.Entry) : ImmutableDictionary<string, string>.Empty)
        {
            IsPassing = window.End > agenda.AsOf,
        };
    }

    private static ImmutableDictionary<string, string> LabelsOf(LedgerEntry entry) => ImmutableDictionary.CreateRange(
    [
        KeyValuePair.Create("sensor", entry.Sensor), KeyValuePair.Create("interval", entry.Window.Kind.Interval()), KeyValuePair.Create("window", entry.Key),
    ]);
}
