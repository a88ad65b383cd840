using System.Threading.RateLimiting;
using Microsoft.Extensions.Caching.Memory;
using VizPipeline.Imaging;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>Pictures by window: as they are kept, or drawn again from the readings. What it gives has the CID that it says, whatever happened to the file.</summary>
internal sealed class PictureShelf(DoorView view) : IDisposable
{
    private const long CacheBytes = 32 << 20, DaysBytes = 16 << 20;
    private const int MostWaiting = 16;
    private static readonly TimeSpan OtherLasts = TimeSpan.FromMinutes(1);

    private readonly StripPainter _painter = new();
    private readonly MemoryCache _drawn = new(new MemoryCacheOptions { SizeLimit = CacheBytes });

    // Drawing a cumulative picture reads all days before it, and takes memory for each: one at a time, beside which others are drawn.
    private readonly ConcurrencyLimiter _turns = AtOnce(2), _longTurns = AtOnce(1);

    /// <summary>A window's picture as it is published; null where it is not kept and there are no readings to draw it from.</summary>
    /// <exception cref="DeskFullException">Too many wait to have one drawn.</exception>
    public async Task<ShownPicture?> FindAsync(LedgerEntry entry, CancellationToken cancel)
    {
        if (await KeptAsync(entry, cancel) is { } kept) return kept;
        if (_drawn.TryGetValue<byte[]>((entry.Cid, view.Scale), out var known)) return new(new MemoryStream(known!), entry.Cid!.Value);
        return await DrawAsync(entry, view.Scale, cancel) is { } drawn ? new(new MemoryStream(drawn.Png), drawn.Cid) : null;
    }

    /// <summary>The same picture with another number of pixels a minute; null also where the readings do not give the recorded picture any more.</summary>
    /// <exception cref="DeskFullException">Likewise.</exception>
    public async Task<ShownPicture?> FindAsync(LedgerEntry entry, int scale, CancellationToken cancel)
    {
        if (_drawn.TryGetValue<byte[]>((entry.Cid, scale), out var known)) return new(new MemoryStream(known!), Cids.Of(known));
        return await DrawAsync(entry, scale, cancel) is { IsRecorded: true } drawn ? new(new MemoryStream(drawn.Png), drawn.Cid) : null;
    }

    public void Dispose()
    {
        _drawn.Dispose();
        _turns.Dispose();
        _longTurns.Dispose();
    }

    // Its name shows a new picture before the ledger knows, and a file can be changed: what it is, its bytes tell.
    private async Task<ShownPicture?> KeptAsync(LedgerEntry entry, CancellationToken cancel)
    {
        var pins = view.Home().Pins;
        // One that was recorded under another zone or station lies where its pin says.
        var path = view.Names.TryParseKey(entry.Key, out _, out _) ? view.Names.FilePath(entry.Sensor, entry.Window) : entry.PinId;
        if (path is null || pins.Open(path) is not { } file) return null;
        var isOurs = false;
        try
        {
            isOurs = await Cids.OfAsync(file, cancel) == entry.Cid;
            file.Position = 0;
            return isOurs ? new(file, entry.Cid!.Value) : null;
        }
        finally
        {
            if (!isOurs) await file.DisposeAsync();
        }
    }

    private async Task<DrawnPicture?> DrawAsync(LedgerEntry entry, int scale, CancellationToken cancel)
    {
        if (!view.Names.TryParseKey(entry.Key, out var name, out var window) || view.Sensors.FirstOrDefault(sensor => sensor.Name == name) is not { } sensor) return null;
        // One that is not the recorded one is true for a while only; drawn again for each who asks it would hold up everybody.
        if (_drawn.TryGetValue<DrawnPicture>((entry.Key, entry.Cid, scale), out var other)) return other;
        using var turn = await (window.Kind == WindowKind.Cumulative ? _longTurns : _turns).AcquireAsync(1, cancel);
        if (!turn.IsAcquired) throw new DeskFullException("many pictures wait to be drawn; ask again in a while");

        using var reader = new WindowReader(view.Readings, view.Calendar, WorkFile(), DaysBytes);
        if (await reader.ReadAsync(sensor, window, cancel) is not { } strip) return null;
        var full = Paint(strip, view.Scale);
        var cid = Cids.Of(full);
        var png = scale == view.Scale ? full : Paint(strip, scale);
        // Only what belongs to a recorded picture stays true whatever readings come.
        var drawn = new DrawnPicture(png, scale == view.Scale ? cid : Cids.Of(png), cid == entry.Cid);
        if (drawn.IsRecorded) _drawn.Set((entry.Cid, scale), png, new MemoryCacheEntryOptions { Size = png.Length });
        else _drawn.Set((entry.Key, entry.Cid, scale), drawn, new MemoryCacheEntryOptions { Size = png.Length, AbsoluteExpirationRelativeToNow = OtherLasts });
        return drawn;
    }

    // A home that is only looked at is not written; in a container the system's folder may be memory, so that a service takes its own.
    private string WorkFile() => view is { Desk: not null, Work: { } work } ? new WorkFolder(work).NewPart() : Wiring.LooseFile();

    private static ConcurrencyLimiter AtOnce(int most) => new(new() { PermitLimit = most, QueueLimit = MostWaiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    private byte[] Paint(Strip strip, int scale)
    {
        using var content = new PooledContent();
        _painter.Paint(strip, StripSize.Full with { Scale = scale }, content);
        return content.Bytes.ToArray();
    }

    private sealed record DrawnPicture(byte[] Png, Cid Cid, bool IsRecorded);
}

/// <summary>Bytes and their name.</summary>
internal sealed record ShownPicture(Stream Png, Cid Cid);
