using System.Collections.Immutable;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>
/// A store outside in which each content is pinned once, however many pictures show it and however often a run was cut short. What may have been sent before
/// is looked up before it is sent again; what may have arrived twice is made one by <see cref="SettleAsync"/>.
/// </summary>
/// <param name="pins">The store.</param>
/// <param name="uploads">What was sent to it from this home.</param>
public sealed class SharedPins(GatedPins pins, Uploads uploads) : IPinStore
{
    private const int Page = 100;

    private readonly Turns<Cid> _turns = new();

    public PinTraits Traits => pins.Traits;

    /// <summary>Hears of each picture whose content was there already.</summary>
    public Action Shared { get; init; } = () => { };

    /// <summary>Pins a content for the picture of <see cref="PinRequest.Path"/>; no call is made where the store has it already.</summary>
    public async ValueTask<Pin> PinAsync(PinRequest request, CancellationToken cancel)
    {
        using var turn = await _turns.TakeAsync(request.Cid, cancel);
        var known = await uploads.BeginAsync(request.Cid, request.Path, request.Name, cancel);
        if (known.Pin is { } there)
        {
            Shared();
            return there with { Bytes = request.Content.Length };
        }

        var named = request with { Name = known.Name };
        var pin = known.WasBegun && await FoundAsync(known, cancel) is { } arrived ? arrived : await SendAsync(named, known.WasBegun, cancel);
        await uploads.EndAsync(request.Cid, pin, CancellationToken.None);
        return pin;
    }

    public ValueTask FlushAsync(CancellationToken cancel) => pins.FlushAsync(cancel);

    public ValueTask<ImmutableArray<Pin>> FindAsync(Cid cid, CancellationToken cancel) => pins.FindAsync(cid, cancel);

    public ValueTask UnpinAsync(string id, CancellationToken cancel) => pins.UnpinAsync(id, cancel);

    public IAsyncEnumerable<Pin> ListAsync(CancellationToken cancel) => pins.ListAsync(cancel);

    /// <summary>The picture of a path shows this content and no other any more; pins it had before stay.</summary>
    public async ValueTask KeepAsync(string path, Cid cid, CancellationToken cancel) => await uploads.KeepAsync(path, cid, cancel);

    /// <summary>The picture of a path is named nowhere any more: its content is unpinned, unless another picture shows it too.</summary>
    public async ValueTask ReleaseAsync(string path, Cid cid, CancellationToken cancel)
    {
        var own = await uploads.OwnAsync(cid, cancel);
        using var turn = await _turns.TakeAsync(own, cancel);
        if (await uploads.UnclaimAsync(path, own, cancel) is not { } pin) return;
        await pins.UnpinAsync(pin.Id, cancel);
        await uploads.ForgetAsync(own, CancellationToken.None);
    }

    /// <summary>Looks up what may have arrived twice, and removes what is there too often. Rows of other names are not ours and stay.</summary>
    public async ValueTask SettleAsync(CancellationToken cancel)
    {
        while (await uploads.DoubtfulAsync(Page, cancel) is { IsEmpty: false } some)
        {
            foreach (var upload in some)
            {
                using var turn = await _turns.TakeAsync(upload.Cid, cancel);
                var rows = (await pins.FindAsync(upload.Cid, cancel)).Where(row => row.Name == upload.Name).ToList();
                var kept = rows.Find(row => row.Id == upload.Last?.Id) ?? rows.FirstOrDefault();
                if (kept is not null) await uploads.EndAsync(upload.Cid, kept, cancel);
                foreach (var row in rows.Where(row => row != kept)) await pins.UnpinAsync(row.Id, cancel);
                await uploads.SettleAsync(upload.Cid, cancel);
            }
        }
    }

    private async ValueTask<Pin?> FoundAsync(Upload known, CancellationToken cancel)
    {
        var rows = (await pins.FindAsync(known.Cid, cancel)).Where(row => row.Name == known.Name).ToList();
        if (rows.Count > 1) await uploads.DoubtAsync(known.Cid, cancel);
        return rows.FirstOrDefault();
    }

    private async ValueTask<Pin> SendAsync(PinRequest request, bool mayArriveYet, CancellationToken cancel)
    {
        if (mayArriveYet) await uploads.DoubtAsync(request.Cid, cancel);
        try
        {
            return await pins.PinAsync(request, token => new(uploads.DoubtAsync(request.Cid, token)), cancel);
        }
        catch (IOException cause) when (!mayArriveYet && cause is StoreUnavailableException { HadNoEffect: true } or ContentRefusedException)
        {
            await uploads.UnbeginAsync(request.Cid, CancellationToken.None);
            throw;
        }
    }
}
