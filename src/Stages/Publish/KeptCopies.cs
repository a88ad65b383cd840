using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>The pictures of a road that ends outside, as files of the home folder until they are published, or for good.</summary>
/// <param name="pins">Where they lie.</param>
/// <param name="names">Their paths.</param>
/// <param name="areDeleted">Whether those that are published go.</param>
public sealed class KeptCopies(LocalPins pins, WindowNames names, bool areDeleted)
{
    /// <summary>Keeps a picture; at the latest when what it returns completes, it is on the disk, as the user's settings have it.</summary>
    public async ValueTask<Task> PutAsync(PinRequest request, CancellationToken cancel)
    {
        await pins.PinAsync(request, cancel);
        return pins.FlushAsync(cancel).AsTask();
    }

    /// <summary>The picture of a window as it was drawn before; null where it is not kept whole.</summary>
    internal PooledContent? Open(LedgerEntry entry)
    {
        if (entry.Cid is not { } cid) return null;
        var content = new PooledContent();
        var isWhole = false;
        try
        {
            return (isWhole = Read(entry, content) && Cids.Of(content.Bytes.Span) == cid) ? content : null;
        }
        catch (IOException)
        {
            // What cannot be read is drawn again.
            return null;
        }
        finally
        {
            if (!isWhole) content.Dispose();
        }
    }

    /// <summary>The picture is published.</summary>
    public ValueTask PublishedAsync(LedgerEntry entry, CancellationToken cancel) => areDeleted ? pins.UnpinAsync(PathOf(entry), cancel) : ValueTask.CompletedTask;

    private bool Read(LedgerEntry entry, PooledContent content)
    {
        using var file = pins.Open(PathOf(entry));
        if (file is null || file.Length != entry.Bytes) return false;

        file.ReadExactly(content.GetSpan((int)entry.Bytes)[..(int)entry.Bytes]);
        content.Advance((int)entry.Bytes);
        return true;
    }

    private string PathOf(LedgerEntry entry) => names.FilePath(entry.Sensor, entry.Window);
}

/// <summary>What a road that ends outside needs beside it.</summary>
/// <param name="Copies">Pictures on their way.</param>
/// <param name="Pins">The store outside.</param>
public sealed record Outside(KeptCopies Copies, SharedPins Pins);
