using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The conformance suite of <see cref="IPinStore"/>: an implementation derives from it and says how it is opened.</summary>
public abstract class PinStoreContract
{
    /// <summary>Opens the store kept in a folder, or one that belongs to that folder's name; opened again it has all that was pinned.</summary>
    private protected abstract IPinStore Open(string folder);

    [Fact]
    public void It_keeps_what_is_pinned_until_it_is_unpinned() =>
        Law.Holds(PinAct.Some, acts => PinStoreLaws.KeepsWhatIsPinned(Open, acts), runs: 40);

    [Fact]
    public async Task It_can_be_used_by_many_at_once()
    {
        using var home = new ScratchHome();
        var store = Open(home.Folder);
        var acts = from number in Enumerable.Range(0, 80) select new PinAct(true, number % 4, number / 4 % 4);
        var cancel = TestContext.Current.CancellationToken;
        await Task.WhenAll(acts.Select(act => Task.Run(() => store.PinAsync(act.Request, cancel).AsTask(), cancel)));
        Assert.Equal(16, (await store.ListAsync(cancel).ToListAsync(cancel)).Count);
    }

    [Fact]
    public void Its_traits_name_it() => Assert.Matches("^[a-z0-9]+$", Open("nowhere").Traits.Name);
}
