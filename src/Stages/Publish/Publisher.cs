using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>Publishes pictures that are there already: pins them, names them, deletes their files. Keeps no ledger. Safe for use by many threads at once.</summary>
/// <remarks>
/// What can go wrong with a picture is in its result. Only <see cref="StoreRefusedException"/> ends everything: credentials or configuration are wrong, for
/// whatever picture. A store outside is asked for the CID before an upload, so that a repeat makes no second pin, under whatever name.
/// </remarks>
public sealed class Publisher
{
    private const long MostBytesAtOnce = 256 << 20;

    private readonly IPinStore _pins;
    private readonly INameIndex _names;
    private readonly IClock _clock;
    private readonly ByteAllowance _allowance = new(MostBytesAtOnce);

    /// <param name="pins">Where pictures go.</param>
    /// <param name="names">Where keys go.</param>
    /// <param name="clock">Tells <c>updated_at</c>.</param>
    public Publisher(IPinStore pins, INameIndex names, IClock clock)
    {
        ArgumentNullException.ThrowIfNull(pins);
        (_pins, _names, _clock) = (pins.Traits.IsOutside ? new AskingPins(pins) { TakesAnyName = true } : pins, names, clock);
    }

    /// <summary>Pins a picture, writes its key once it is pinned, and deletes its file once that is written.</summary>
    /// <exception cref="StoreRefusedException">Only the user can change that.</exception>
    public async ValueTask<PublishResult> PublishAsync(LoosePicture picture, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var pinned = await PinAsync(picture, cancel);
        var named = pinned.Cid is { } cid && picture.Key is { } key ? await NameAsync(pinned, key, cid, cancel) : pinned;
        return named.IsWhole && picture is { DeletesFile: true, File: { } file } ? Delete(named, file) : named;
    }

    /// <summary>Publishes many at once; each result comes when it is there, in no order. Who stops listening stops what is under way.</summary>
    /// <param name="pictures">Asked for one by one, from one thread at a time.</param>
    /// <param name="concurrency">Pictures under way at once; fewer while very long ones are, so that at most 256 MiB, or one picture, are in memory.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="StoreRefusedException">Only the user can change that; the results until then have come.</exception>
    public async IAsyncEnumerable<PublishResult> PublishAllAsync(
        IEnumerable<LoosePicture> pictures, int concurrency, [EnumeratorCancellation] CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(concurrency, 1);
        var ended = Channel.CreateUnbounded<PublishResult>();
        using var heard = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var work = WorkAsync();
        try
        {
            await foreach (var result in ended.Reader.ReadAllAsync(CancellationToken.None)) yield return result;
            await work;
        }
        finally
        {
            await heard.CancelAsync();
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task WorkAsync()
        {
            try
            {
                var options = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = heard.Token };
                await Parallel.ForEachAsync(pictures, options, async (picture, token) => ended.Writer.TryWrite(await PublishAsync(picture, token)));
            }
            finally
            {
                ended.Writer.Complete();
            }
        }
    }

    private async ValueTask<PublishResult> PinAsync(LoosePicture picture, CancellationToken cancel)
    {
        var result = new PublishResult(picture);
        try
        {
            result = result with { Bytes = picture.File is { } path ? new FileInfo(path).Length : picture.Bytes.Length };
            if (result.Bytes > _pins.Traits.MaxBytes) throw new RejectedException(TooLarge(result.Bytes));

            using var room = await _allowance.TakeAsync(result.Bytes, cancel);
            var bytes = picture.File is { } file ? await File.ReadAllBytesAsync(file, cancel) : picture.Bytes;
            if (bytes.Length > _pins.Traits.MaxBytes) throw new RejectedException(TooLarge(bytes.Length));

            var request = new PinRequest(picture.Name, picture.Name, Cids.Of(bytes.Span), bytes, ImmutableDictionary<string, string>.Empty);
            var pin = await _pins.PinAsync(request, cancel);
            await _pins.FlushAsync(cancel);
            return result with { Cid = pin.Cid, PinId = pin.Id, Bytes = bytes.Length };
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or RejectedException)
        {
            return result with { PinningError = cause };
        }
    }

    private async ValueTask<PublishResult> NameAsync(PublishResult pinned, string key, Cid cid, CancellationToken cancel)
    {
        var value = pinned.Picture.Value is { } own ? own(cid) : LooseValue.Of(cid, pinned.Picture.Name, _clock.GetCurrentInstant());
        try
        {
            await _names.PutAsync(key, value, cancel);
            return pinned with { Key = key };
        }
        catch (Exception cause) when (cause is IOException or ArgumentException)
        {
            return pinned with { NamingError = cause };
        }
    }

    private static PublishResult Delete(PublishResult published, string file)
    {
        try
        {
            File.Delete(file);
            return published with { IsLocalFileDeleted = true };
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return published with { DeletionError = cause };
        }
    }

    private string TooLarge(long bytes) => FormattableString.Invariant($"it has {bytes:N0} bytes; {_pins.Traits.Name} takes at most {_pins.Traits.MaxBytes:N0}");
}
