using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>Takes one small picture through everything that publishing needs, and takes it away again, whatever happened in between.</summary>
/// <param name="pins">Where it is pinned.</param>
/// <param name="names">Where it is named, under <c>test:</c>.</param>
/// <param name="picture">Nobody else has it.</param>
/// <param name="time">Waits between two readings of the key.</param>
/// <param name="tell">Hears of each step when it has ended.</param>
internal sealed class ChainTest(IPinStore pins, INameIndex names, TestPicture picture, TimeProvider time, Action<ChainStep> tell)
{
    // The index is eventually consistent.
    private static readonly ImmutableArray<TimeSpan> Waits = [.. new[] { 0, 0.5, 1, 2, 4, 8 }.Select(TimeSpan.FromSeconds)];

    // The index takes one write a second of the same key.
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromSeconds(1.1);

    private bool _mayBePinned;
    private string? _pinId;
    private bool _mayBeNamed;
    private long _writtenAt;
    private Exception? _left;

    /// <param name="cancel">Breaks it off; what it made is removed all the same.</param>
    /// <param name="abort">Leaves even that.</param>
    /// <returns>Whether the provider's CID is ours.</returns>
    /// <exception cref="StoreUnavailableException">A provider is out of reach.</exception>
    /// <exception cref="StoreRefusedException">A provider does not take what the settings say.</exception>
    public async Task<bool> RunAsync(CancellationToken cancel, CancellationToken abort)
    {
        bool isSame;
        try
        {
            isSame = await PinAsync(cancel);
            await NameAsync(cancel);
        }
        finally
        {
            if (_mayBePinned) await RemoveAsync("picture unpinned", picture.Name, () => UnpinAsync(abort));
            if (_mayBeNamed) await RemoveAsync("key deleted", picture.Key, () => DeleteAsync(abort));
        }

        if (_left is { } cause) ExceptionDispatchInfo.Throw(cause);
        return isSame;
    }

    private async Task<bool> PinAsync(CancellationToken cancel)
    {
        const string Uploaded = "picture uploaded";
        var request = new PinRequest(picture.Name, picture.Name, picture.Cid, picture.Bytes, ImmutableDictionary<string, string>.Empty);
        _mayBePinned = true;
        var pin = await ToldAsync(Uploaded, () => pins.PinAsync(request, cancel), () => _mayBePinned = false);
        _pinId = pin.Id;
        tell(new(Uploaded, true, $"{picture.Name}, {picture.Bytes.Length:N0} bytes"));
        var isSame = pin.Cid == picture.Cid;
        tell(new("CID as computed here", isSame, isSame ? pin.Cid.Text : $"{pin.Cid} came back, {picture.Cid} was computed"));
        return isSame;
    }

    private async Task NameAsync(CancellationToken cancel)
    {
        const string Written = "key written", Read = "key read back";
        _mayBeNamed = true;
        await ToldAsync(Written, () => WriteAsync(cancel), () => _mayBeNamed = false);
        _writtenAt = time.GetTimestamp();
        tell(new(Written, true, picture.Key));
        var readings = 0;
        foreach (var wait in Waits)
        {
            await Task.Delay(wait, time, cancel);
            readings++;
            if (await ToldAsync(Read, () => names.FindAsync(picture.Key, cancel), () => { }) != picture.Value) continue;

            tell(new(Read, true, readings == 1 ? "" : $"at reading {readings}"));
            return;
        }

        tell(new(Read, null, $"not shown at {readings} readings within {Durations.Text(Waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait))}: the write was accepted, and readers may be a minute behind"));
    }

    private async ValueTask<bool> WriteAsync(CancellationToken cancel)
    {
        await names.PutAsync(picture.Key, picture.Value, cancel);
        return true;
    }

    // An upload whose answer was lost may be there under an id that nobody was told.
    private async Task UnpinAsync(CancellationToken abort)
    {
        var ids = _pinId is { } known ? [known] : (await pins.FindAsync(picture.Cid, abort)).Select(pin => pin.Id);
        foreach (var id in ids) await pins.UnpinAsync(id, abort);
    }

    private async Task DeleteAsync(CancellationToken abort)
    {
        var early = BetweenWrites - time.GetElapsedTime(_writtenAt);
        if (_writtenAt > 0 && early > TimeSpan.Zero) await Task.Delay(early, time, abort);
        await names.DeleteAsync(picture.Key, abort);
    }

    private async ValueTask<T> ToldAsync<T>(string step, Func<ValueTask<T>> work, Action refused)
    {
        try
        {
            return await work();
        }
        catch (StoreRefusedException)
        {
            refused();
            tell(new(step, false, ""));
            throw;
        }
        catch (StoreUnavailableException)
        {
            tell(new(step, false, ""));
            throw;
        }
    }

    private async Task RemoveAsync(string step, string what, Func<Task> remove)
    {
        try
        {
            await remove();
            tell(new(step, true, ""));
        }
        catch (Exception cause) when (cause is StoreUnavailableException or StoreRefusedException)
        {
            _left ??= cause;
            tell(new(step, false, $"{what} may be left: {cause.Message}"));
        }
    }
}
