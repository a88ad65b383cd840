using System.Collections.Concurrent;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Over a store in which every upload makes a row.</summary>
public sealed class AskingPinsTests : PinStoreContract
{
    private readonly ConcurrentDictionary<string, RowPins> _stores = new();

    private protected override IPinStore Open(string folder) => new AskingPins(Rows(folder));

    [Fact]
    public void The_contract_refutes_not_asking() =>
        Mutant.IsRefuted(PinAct.Some, acts => PinStoreLaws.KeepsWhatIsPinned(Rows, acts), runs: 40);

    private RowPins Rows(string folder) => _stores.GetOrAdd(folder, _ => new RowPins());
}
