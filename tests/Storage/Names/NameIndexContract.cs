using System.Globalization;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The conformance suite of <see cref="INameIndex"/>: an implementation derives from it and says how it is opened.</summary>
public abstract class NameIndexContract
{
    /// <summary>Opens the index kept in a folder, or one that belongs to that folder's name; opened again it has all that was put.</summary>
    private protected abstract INameIndex Open(string folder);

    [Fact]
    public void It_answers_like_a_dictionary_before_and_after_it_is_reopened() =>
        Law.Holds(NameAct.Some, acts => NameIndexLaws.AnswersLikeADictionary(Open, acts), runs: 40);

    [Fact]
    public async Task It_lists_more_keys_than_fit_a_page_each_once()
    {
        using var home = new ScratchHome();
        var index = Open(home.Folder);
        string[] keys = [.. Enumerable.Range(0, 2500).Select(number => string.Create(CultureInfo.InvariantCulture, $"k{number:d5}"))];
        var cancel = TestContext.Current.CancellationToken;
        await index.PutAllAsync([.. keys.Append("j").Append("l").Select(key => KeyValuePair.Create(key, key))], cancel);
        Assert.Equal(keys, await index.ListAsync("k", cancel).ToListAsync(cancel));
        Assert.Equal(keys, (await index.FindAllAsync([.. keys, "none", "k00000"], cancel)).Select(pair => pair.Value).Order(StringComparer.Ordinal));
        if (index is IAsyncDisposable closing) await closing.DisposeAsync();
    }

    [Fact]
    public async Task It_can_be_written_by_many_at_once()
    {
        using var home = new ScratchHome();
        var index = Open(home.Folder);
        var cancel = TestContext.Current.CancellationToken;
        string[] keys = [.. Enumerable.Range(0, 200).Select(number => string.Create(CultureInfo.InvariantCulture, $"k{number:d3}"))];
        await Task.WhenAll(keys.Select(key => index.PutAsync(key, key, cancel).AsTask()));
        Assert.Equal(keys, await index.ListAsync("", cancel).ToListAsync(cancel));
        if (index is IAsyncDisposable closing) await closing.DisposeAsync();
    }
}
