using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>A home folder that is only looked at, also while another process works in it, also where nothing was ever done.</summary>
internal sealed class SeenHome : IAsyncDisposable
{
    private readonly SqliteLedger? _ledger;
    private readonly LocalNames? _names;

    private SeenHome(SqliteLedger? ledger, LocalNames? names, LocalPins pins) => (_ledger, _names, Pins) = (ledger, names, pins);

    public ILedger Ledger => _ledger is null ? new UnwrittenLedger() : _ledger;

    /// <summary>False where no command ever worked in this home.</summary>
    public bool IsUsed => _ledger is not null;

    public INameIndex Names => _names is null ? new EmptyNames() : _names;

    public LocalPins Pins { get; }

    public static SeenHome Open(HomePaths paths)
    {
        var ledger = SqliteLedger.OpenToRead(paths.Ledger);
        return new SeenHome(ledger, LocalNames.OpenToRead(paths.Index), new LocalPins(paths.Pictures, paths.Work));
    }

    public async ValueTask DisposeAsync()
    {
        if (_ledger is not null) await _ledger.DisposeAsync();
        if (_names is not null) await _names.DisposeAsync();
        Pins.Dispose();
    }
}
