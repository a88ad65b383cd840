using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>A home folder that is looked at for long while others work in it: what they make there first later is seen.</summary>
/// <param name="paths">Where it is.</param>
internal sealed class WatchedHome(HomePaths paths) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly LocalPins _pins = new(paths.Pictures, paths.Work);
    private SqliteLedger? _ledger;
    private LocalNames? _names;

    /// <summary>The home as it is now.</summary>
    /// <exception cref="HomeUnavailableException">It cannot be read.</exception>
    /// <exception cref="StoreRefusedException">Another version wrote it.</exception>
    public HomeView Look()
    {
        lock (_lock)
        {
            _ledger ??= SqliteLedger.OpenToRead(paths.Ledger);
            _names ??= LocalNames.OpenToRead(paths.Index);
            return new(_ledger is null ? new UnwrittenLedger() : _ledger, _names is null ? new EmptyNames() : _names, _pins);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_ledger is not null) await _ledger.DisposeAsync();
        if (_names is not null) await _names.DisposeAsync();
        _pins.Dispose();
    }
}
