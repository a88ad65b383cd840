using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace VizPipeline.Storage;

/// <summary>A pin store behind a gate that may repeat calls.</summary>
/// <remarks>A repeat after a failure that may have come after the effect asks by CID first, so that it makes no second pin.</remarks>
public sealed class GatedPins(IPinStore pins, IProviderGate gate) : IPinStore
{
    public PinTraits Traits => pins.Traits;

    public ValueTask<Pin> PinAsync(PinRequest request, CancellationToken cancel) => PinAsync(request, static _ => ValueTask.CompletedTask, cancel);

    /// <param name="request">What to pin.</param>
    /// <param name="repeating">Hears, before it happens, that the content is sent again although it may arrive yet.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="StoreUnavailableException">Where <see cref="StoreUnavailableException.HadNoEffect"/> says so, no attempt had an effect.</exception>
    public async ValueTask<Pin> PinAsync(PinRequest request, Func<CancellationToken, ValueTask> repeating, CancellationToken cancel)
    {
        var mayBeThere = false;
        try
        {
            return await gate.RunAsync(PinOnceAsync, cancel);
        }
        catch (StoreUnavailableException cause) when (mayBeThere && cause.HadNoEffect)
        {
            throw new StoreUnavailableException(cause.Message, cause) { RetryAfter = cause.RetryAfter };
        }

        async ValueTask<Pin> PinOnceAsync(CancellationToken token)
        {
            if (mayBeThere && await FindOnceAsync(request, token) is { } found) return found;
            if (mayBeThere) await repeating(token);
            try
            {
                return await pins.PinAsync(request, token);
            }
            catch (StoreUnavailableException cause)
            {
                mayBeThere |= !cause.HadNoEffect;
                throw;
            }
            catch (OperationCanceledException)
            {
                mayBeThere = true;
                throw;
            }
        }
    }

    public ValueTask FlushAsync(CancellationToken cancel) => pins.FlushAsync(cancel);

    public ValueTask<ImmutableArray<Pin>> FindAsync(Cid cid, CancellationToken cancel) => gate.RunAsync(token => pins.FindAsync(cid, token), cancel);

    public async ValueTask UnpinAsync(string id, CancellationToken cancel) => await gate.RunAsync(
        async token =>
        {
            await pins.UnpinAsync(id, token);
            return true;
        },
        cancel);

    /// <summary>A listing that breaks is begun again; each pin comes once.</summary>
    public async IAsyncEnumerable<Pin> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        await using var listing = new ResumedListing<Pin>(gate, () => pins.ListAsync(cancel).GetAsyncEnumerator(cancel));
        while (await listing.NextAsync(cancel) is { } pin)
        {
            if (given.Add(pin.Id)) yield return pin;
        }
    }

    private async ValueTask<Pin?> FindOnceAsync(PinRequest request, CancellationToken cancel) =>
        (await pins.FindAsync(request.Cid, cancel)).FirstOrDefault(pin => pin.Name == request.Name);
}
