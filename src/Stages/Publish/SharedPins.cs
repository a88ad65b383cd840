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
        var known = await uploads.BeginAsync(request.Cid, request.Path, request.Name, request.IsPassing, cancel);
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

    /// <summary>The picture of a path shows this content and no other any more. Pins it had before stay, but those of passing contents may be released.</summary>
    /// <param name="path">The picture's own name.</param>
    /// <param name="cid">What it shows.</param>
    /// <param name="isPassing">Whether it will show another one later.</param>
    /// <param name="releasesPassed">Whether what it showed in passing goes, unless another picture shows it too.</param>
    /// <param name="cancel">Ends it; what was not released yet is by the next call, or by <see cref="SettleAsync"/>.</param>
    public async ValueTask KeepAsync(string path, Cid cid, bool isPassing, bool releasesPassed, CancellationToken cancel)
    {
        foreach (var passed in await uploads.KeepAsync(path, cid, isPassing, releasesPassed, cancel)) await ReleaseAsync(path, passed, cancel);
    }

    /// <summary>The picture of a path is named nowhere any more: its content is unpinned, unless another picture shows it too.</summary>
    public async ValueTask ReleaseAsync(string path, Cid cid, CancellationToken cancel)
    {
        var own = await uploads.OwnAsync(cid, cancel);
        using var turn = await _turns.TakeAsync(own, cancel);
        if (await uploads.UnclaimAsync(path, own, cancel) is not { } pin) return;
        await pins.UnpinAsync(pin.Id, cancel);
        await uploads.RemovedAsync(own, CancellationToken.None);
    }

    /// <summary>
    /// Looks up what may have arrived twice, or may be there although no picture shows it any more, and removes what is there too often. Rows of other names are
    /// not ours and stay. For when nothing is being pinned.
    /// </summary>
    public async ValueTask SettleAsync(CancellationToken cancel)
    {
        while (await uploads.UnsettledAsync(Page, cancel) is { IsEmpty: false } some)
        {
            foreach (var (upload, isClaimed) in some)
            {
                var rows = (await pins.FindAsync(upload.Last?.Cid ?? upload.Cid, cancel)).Where(row => row.Name == upload.Name).ToList();
                var kept = isClaimed || !upload.IsLeaving ? rows.Find(row => row.Id == upload.Last?.Id) ?? rows.FirstOrDefault() ?? upload.Pin : null;
                foreach (var row in rows.Where(row => row.Id != kept?.Id)) await pins.UnpinAsync(row.Id, cancel);
                if (isClaimed || !upload.IsLeaving) await uploads.SettleAsync(upload.Cid, kept, cancel);
                else await uploads.ForgetAsync(upload.Cid, cancel);
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
