using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class GatedNamesLaws
{
    private delegate INameIndex Around(MemoryNames names, IProviderGate gate);

    private sealed record Case(int?[] Script, int Pairs, int Attempts)
    {
        public KeyValuePair<string, string>[] All => [.. Enumerable.Range(0, Pairs).Select(number => KeyValuePair.Create($"k{number}", $"v{number}"))];
    }

    private static Gen<Case> Cases =>
        from script in Gen.Elements<int?>(null, 0, 1, 2, 3).ArrayOf()
        from pairs in Gen.Choose(0, 12)
        from attempts in Gen.Choose(1, 8)
        select new Case(script, pairs, attempts);

    [Fact]
    public void What_is_not_written_is_written_again_alone_and_what_is_left_in_the_end_is_reported() => Law.Holds(Cases, test => WritesTheRest(test, Real));

    [Fact]
    public void The_law_refutes_writing_all_again() => Mutant.IsRefuted(Cases, test => WritesTheRest(test, (names, gate) => new AllAgain(names, gate)));

    [Fact]
    public void The_law_refutes_a_report_of_the_last_failure_only() => Mutant.IsRefuted(Cases, test => WritesTheRest(test, (names, gate) => new ForgetsTheParts(Real(names, gate))));

    [Fact]
    public void A_listing_that_breaks_goes_on_behind_its_last_key() => Simulation.Run(async time =>
    {
        var names = new MemoryNames();
        foreach (var key in (string[])["a", "b", "c", "d"]) await names.PutAsync(key, key, default);
        var listed = await Real(new Breaking(names, breaks: 3), Gate(time, 9)).ListAsync("", default).ToListAsync();
        Assert.Equal(["a", "b", "c", "d"], listed);
    });

    private static RetryGate Gate(ManualTime time, int attempts) => new(attempts, TimeSpan.Zero, time, () => 0.5);

    private static GatedNames Real(INameIndex names, IProviderGate gate) => new(names, gate);

    private static bool WritesTheRest(Case test, Around around) => Simulation.Run(async time =>
    {
        var names = new MemoryNames(test.Script);
        var unwritten = ImmutableArray<string>.Empty;
        try
        {
            await around(names, Gate(time, test.Attempts)).PutAllAsync(test.All, default);
        }
        catch (NamesUnwrittenException cause)
        {
            unwritten = cause.Keys;
        }
        catch (StoreUnavailableException)
        {
            unwritten = [.. test.All.Select(pair => pair.Key)];
        }

        var rest = test.All.Where(pair => !unwritten.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal);
        return names.Values.SequenceEqual(rest) && IsAskedOnlyWhatIsLeft(names, test);
    });

    // Replays the script over the sets that were asked for.
    private static bool IsAskedOnlyWhatIsLeft(MemoryNames names, Case test)
    {
        var left = test.All.Select(pair => pair.Key).ToImmutableArray();
        foreach (var (asked, at) in names.Asked.Select((asked, at) => (asked, at)))
        {
            if (!asked.SequenceEqual(left)) return false;
            var step = at < test.Script.Length ? test.Script[at] : 0;
            if (step is { } every) left = [.. left.Where((_, number) => every > 0 && number % every == 0)];
        }

        return true;
    }

    /// <summary>Goes through the gate as it is; the mutants change the writing of many.</summary>
    private abstract class Others(INameIndex names) : INameIndex
    {
        public ValueTask<string?> FindAsync(string key, CancellationToken cancel) => names.FindAsync(key, cancel);

        public ValueTask<IReadOnlyDictionary<string, string>> FindAllAsync(IReadOnlyCollection<string> keys, CancellationToken cancel) => names.FindAllAsync(keys, cancel);

        public ValueTask PutAsync(string key, string value, CancellationToken cancel) => names.PutAsync(key, value, cancel);

        public virtual ValueTask PutAllAsync(IReadOnlyCollection<KeyValuePair<string, string>> pairs, CancellationToken cancel) => names.PutAllAsync(pairs, cancel);

        public ValueTask DeleteAsync(string key, CancellationToken cancel) => names.DeleteAsync(key, cancel);

        public virtual IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancel) => names.ListAsync(prefix, cancel);
    }

    /// <summary>The mutant: repeats the whole call.</summary>
    private sealed class AllAgain(INameIndex names, IProviderGate gate) : Others(names)
    {
        public override async ValueTask PutAllAsync(IReadOnlyCollection<KeyValuePair<string, string>> pairs, CancellationToken cancel) => await gate.RunAsync(
            async token =>
            {
                await base.PutAllAsync(pairs, token);
                return true;
            },
            cancel);
    }

    /// <summary>The mutant: when the last attempt fails whole, it does not say that an earlier one wrote some.</summary>
    private sealed class ForgetsTheParts(INameIndex names) : Others(names)
    {
        public override async ValueTask PutAllAsync(IReadOnlyCollection<KeyValuePair<string, string>> pairs, CancellationToken cancel)
        {
            try
            {
                await base.PutAllAsync(pairs, cancel);
            }
            catch (NamesUnwrittenException cause) when (cause.InnerException is not null)
            {
                throw new StoreUnavailableException(cause.Message, cause);
            }
        }
    }

    /// <summary>Each listing breaks after one key more than the one before, as long as there are breaks left.</summary>
    private sealed class Breaking(INameIndex names, int breaks) : Others(names)
    {
        private int _passes;

        public override async IAsyncEnumerable<string> ListAsync(string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
        {
            var (pass, given) = (_passes++, 0);
            await foreach (var key in base.ListAsync(prefix, cancel))
            {
                if (pass < breaks && given++ == pass) throw new StoreUnavailableException("reset");
                yield return key;
            }
        }
    }
}
