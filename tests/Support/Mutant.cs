using FsCheck;
using Xunit;

namespace VizPipeline.Tests.Support;

/// <summary>
/// Shows that a law has teeth: given a wrong implementation, it finds a counter-example. Cases are drawn by chance, so one round may draw none that tells;
/// it is looked for in rounds of the law's own size until it is found.
/// </summary>
internal static class Mutant
{
    private const int Rounds = 20;

    public static void IsRefuted<T>(Gen<T> cases, Func<T, bool> law, int runs = 1000) => IsRefuted(() => Law.Holds(cases, law, runs));

    public static void IsRefuted<T>(Gen<T> cases, Func<T, Task<bool>> law, int runs = 1000) => IsRefuted(() => Law.Holds(cases, law, runs));

    /// <summary>The same, where the law brings its own cases.</summary>
    public static void IsRefuted(Action law)
    {
        for (var round = 0; round < Rounds; round++)
        {
            if (Record.Exception(law) is not { } found) continue;
            Assert.StartsWith("Falsifiable", found.Message, StringComparison.Ordinal);
            return;
        }

        Assert.Fail($"no counter-example in {Rounds} rounds");
    }
}
