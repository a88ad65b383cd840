using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>A home folder that this process alone writes, with everything in it open.</summary>
internal sealed class OwnedHome : IAsyncDisposable
{
    private readonly HomeLock _lock;

    private OwnedHome(HomeLock held, SqliteLedger ledger, LocalNames names, LocalPins pins) =>
        (_lock, Ledger, Names, Pins) = (held, ledger, names, pins);

    public SqliteLedger Ledger { get; }

    public LocalNames Names { get; }

    public LocalPins Pins { get; }

    /// <exception cref="HomeHeldException">Another process works there.</exception>
    /// <exception cref="HomeUnavailableException">It cannot be written.</exception>
    /// <exception cref="StoreRefusedException">A newer version wrote it.</exception>
    public static async Task<OwnedHome> TakeAsync(HomePaths paths, Durability durability, string command, IClock clock)
    {
        var held = HomeLock.Take(paths.Folder, command, clock);
        SqliteLedger? ledger = null;
        try
        {
            ledger = SqliteLedger.Open(paths.Ledger);
            var pins = new LocalPins(paths.Pictures, paths.Work, durability);
            pins.Sweep();
            return new OwnedHome(held, ledger, LocalNames.Open(paths.Index), pins);
        }
        catch
        {
            if (ledger is not null) await ledger.DisposeAsync();
            held.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await Names.DisposeAsync();
        Pins.Dispose();
        _lock.Dispose();
    }
}
