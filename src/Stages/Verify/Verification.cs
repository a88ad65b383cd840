using System.Collections.Concurrent;
using System.Collections.Immutable;
using VizPipeline.Imaging;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>Holds everything recorded against what there is: pictures against their CIDs, the index against the ledger, and what is no longer kept against the readings.</summary>
/// <param name="ports">The road's own; nothing is written.</param>
/// <param name="options">Scale and strip cache.</param>
/// <param name="open">Opens a window's picture where it is kept at home; null where it is not kept any more.</param>
public sealed class Verification(RoadPorts ports, RoadOptions options, Func<LedgerEntry, Stream?> open)
{
    private const int Looked = 100;

    private readonly ConcurrentBag<VerificationProblem> _problems = [];
    private readonly ConcurrentDictionary<string, LedgerEntry> _absent = new(StringComparer.Ordinal);
    private long _seen;

    /// <summary>Pictures looked at so far; safe to read while it runs.</summary>
    public long Seen => Interlocked.Read(ref _seen);

    public async Task<VerificationReport> RunAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel)
    {
        await Parallel.ForEachAsync(ports.Ledger.ReadAsync([WindowState.Done], cancel).Chunk(Looked), cancel, CheckAsync);
        foreach (var (sensor, kind) in sensors.SelectMany(sensor => Enum.GetValues<WindowKind>(), (sensor, kind) => (sensor, kind)))
        {
            await CheckLatestAsync(sensor.Name, kind, cancel);
        }

        await CheckNamesAsync(cancel);
        var kept = Seen - _absent.Count;
        var redrawn = _absent.IsEmpty ? 0 : await new Redrawing(ports, options).CompareAsync(sensors, _absent, _problems.Add, cancel);
        return new VerificationReport(Seen, kept, redrawn, [.. _problems.OrderBy(problem => problem.Key, StringComparer.Ordinal)]);
    }

    private async ValueTask CheckAsync(LedgerEntry[] entries, CancellationToken cancel)
    {
        var named = await ports.Names.FindAllAsync([.. entries.Select(entry => entry.Key)], cancel);
        foreach (var entry in entries)
        {
            Interlocked.Increment(ref _seen);
            await CheckIndexAsync(entry, named.GetValueOrDefault(entry.Key), cancel);
            await CheckPictureAsync(entry, cancel);
        }
    }

    private async ValueTask CheckPictureAsync(LedgerEntry entry, CancellationToken cancel)
    {
        try
        {
            using var picture = entry.PinId is null ? null : open(entry);
            if (picture is null)
            {
                _absent[entry.Key] = entry;
                return;
            }

            var cid = await Cids.OfAsync(picture, cancel);
            if (cid != entry.Cid)
            {
                Tell(entry.Key, $"its file was changed: its bytes are {cid}, the ledger says {entry.Cid}; viz generate or viz backfill --retry all draws it again");
                return;
            }

            picture.Position = 0;
            PngReader.ReadLines(picture, (_, _) => { });
        }
        catch (PngException damage)
        {
            Tell(entry.Key, $"its file is damaged: {damage.Message}");
        }
        catch (IOException unreadable)
        {
            Tell(entry.Key, $"it cannot be read: {unreadable.Message}");
        }
    }

    private async ValueTask CheckIndexAsync(LedgerEntry entry, string? text, CancellationToken cancel)
    {
        if (text is null)
        {
            if (!await IsReplacedAsync(entry, cancel)) Tell(entry.Key, "the index does not name it");
        }
        else if (IndexValue.TryParse(text) is not { } value) Tell(entry.Key, "the index's value is damaged");
        else if (value.Cid != entry.Cid) Tell(entry.Key, $"the index names {value.Cid}, the ledger {entry.Cid}");
    }

    // Then its key was removed, as the settings say.
    private async ValueTask<bool> IsReplacedAsync(LedgerEntry entry, CancellationToken cancel) => options.RemoveReplaced && entry.Window.Kind == WindowKind.Cumulative
        && await ports.Ledger.LatestAsync(entry.Sensor, WindowKind.Cumulative, cancel) is { } newest && newest.Key != entry.Key;

    // A window may be named and not recorded as done yet, when a run was cut short there; the next run finishes it.
    private async ValueTask CheckNamesAsync(CancellationToken cancel)
    {
        await foreach (var key in ports.Names.ListAsync("", cancel))
        {
            if (ports.WindowNames.TryParseKey(key, out _, out _) && await ports.Ledger.FindAsync(key, cancel) is null) Tell(key, "the index names a window that the ledger does not know");
        }
    }

    private async ValueTask CheckLatestAsync(string sensor, WindowKind kind, CancellationToken cancel)
    {
        if (await ports.Ledger.LatestAsync(sensor, kind, cancel) is not { } newest || !ports.WindowNames.TryParseKey(newest.Key, out _, out _)) return;

        var key = ports.WindowNames.LatestKey(sensor, kind);
        if (await ports.Names.FindAsync(key, cancel) is not { } text) Tell(key, "the index does not have it");
        else if (IndexValue.TryParse(text) is not { } value) Tell(key, "the index's value is damaged");
        else if (value.Window < newest.Window) Tell(key, $"the index stands at {ports.WindowNames.Key(sensor, value.Window)}, the newest done window is {newest.Key}");
        else if (value.Window == newest.Window && value.Cid != newest.Cid) Tell(key, $"the index names {value.Cid}, the ledger {newest.Cid}");
    }

    private void Tell(string key, string what) => _problems.Add(new(key, what));
}

/// <param name="Seen">Done windows.</param>
/// <param name="Kept">Those whose picture is kept.</param>
/// <param name="Redrawn">Those drawn again from the readings and found the same.</param>
/// <param name="Problems">By key.</param>
public sealed record VerificationReport(long Seen, long Kept, long Redrawn, ImmutableArray<VerificationProblem> Problems);

/// <summary>What is wrong, in one sentence, with the window or index key <paramref name="Key"/>.</summary>
public sealed record VerificationProblem(string Key, string What);
