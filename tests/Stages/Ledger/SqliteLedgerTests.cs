using VizPipeline.Stages;

namespace VizPipeline.Tests;

public sealed class SqliteLedgerTests : LedgerContract
{
    private protected override ILedger Open(string folder) => SqliteLedger.Open(Path.Combine(folder, "ledger.db"));
}
