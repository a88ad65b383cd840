using System.Runtime.CompilerServices;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public sealed class LocalNamesTests : NameIndexContract
{
    private protected override INameIndex Open(string folder) => LocalNames.Open(Path.Combine(folder, "index.db"));

    [Fact]
    public void Searching_by_pattern_is_refuted() => Mutant.IsRefuted(() => Law.Holds(
        NameAct.Some, acts => NameIndexLaws.AnswersLikeADictionary(folder => new ListsLikePatterns(LocalNames.Open(Path.Combine(folder, "index.db"))), acts)));

    [Fact]
    public void Keeping_the_first_of_two_values_for_a_key_is_refuted() => Mutant.IsRefuted(() => Law.Holds(
        NameAct.Some, acts => NameIndexLaws.AnswersLikeADictionary(folder => new KeepsTheFirst(LocalNames.Open(Path.Combine(folder, "index.db"))), acts)));

    [Fact]
    public async Task What_was_put_survives_a_crash()
    {
        using var home = new ScratchHome();
        await using var names = LocalNames.Open(home["index.db"]);
        await names.PutAsync("gas:daily:latest", "1", Cancel);
        await using var left = LocalNames.Open(Crash.Copy(home["index.db"], home["after"]));
        Assert.Equal("1", await left.FindAsync("gas:daily:latest", Cancel));
    }

    [Fact]
    public async Task Opened_to_read_it_makes_no_file_and_takes_no_writes()
    {
        using var home = new ScratchHome();
        await using (var absent = LocalNames.OpenToRead(home["index.db"])) Assert.Null(absent);
        Assert.Empty(Directory.GetFiles(home.Folder));

        await using var names = LocalNames.Open(home["index.db"]);
        await names.PutAsync("a", "1", Cancel);
        await using var reader = LocalNames.OpenToRead(home["index.db"])!;
        await names.PutAsync("a", "2", Cancel);
        Assert.Equal("2", await reader.FindAsync("a", Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(() => reader.PutAsync("a", "3", Cancel).AsTask());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Goes through as it is; the mutants change one thing.</summary>
    private abstract class NamesAsTheyAre(LocalNames names) : INameIndex, IAsyncDisposable
    {
        public ValueTask<string?> FindAsync(string key, CancellationToken cancel) => names.FindAsync(key, cancel);

        public ValueTask PutAsync(string key, string value, CancellationToken cancel) => names.PutAsync(key, value, cancel);

        public ValueTask<IReadOnlyDictionary<string, string>> FindAllAsync(IReadOnlyCollection<string> keys, CancellationToken cancel) => names.FindAllAsync(keys, cancel);

        public virtual ValueTask PutAllAsync(IReadOnlyCollection<KeyValuePair<string, string>> pairs, CancellationToken cancel) => names.PutAllAsync(pairs, cancel);

        public ValueTask DeleteAsync(string key, CancellationToken cancel) => names.DeleteAsync(key, cancel);

        public virtual IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancel) => names.ListAsync(prefix, cancel);

        public ValueTask DisposeAsync() => names.DisposeAsync();
    }

    /// <summary>The mutant: of two values for a key in one call, it takes the first.</summary>
    private sealed class KeepsTheFirst(LocalNames names) : NamesAsTheyAre(names)
    {
        public override ValueTask PutAllAsync(IReadOnlyCollection<KeyValuePair<string, string>> pairs, CancellationToken cancel) =>
            base.PutAllAsync([.. pairs.DistinctBy(pair => pair.Key)], cancel);
    }

    /// <summary>The mutant: a prefix with a wildcard in it lists what the wildcard matches.</summary>
    private sealed class ListsLikePatterns(LocalNames names) : NamesAsTheyAre(names)
    {
        public override async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancel)
        {
            await foreach (var key in base.ListAsync("", cancel))
            {
                if (key.Length >= prefix.Length && prefix.Zip(key).All(pair => pair.First is '_' or '%' || pair.First == pair.Second)) yield return key;
            }
        }
    }
}
