using FsCheck;
using Xunit;

namespace VizPipeline.Tests.Support;

/// <summary>Shows that a law has teeth: given a wrong implementation, it finds a counter-example.</summary>
internal static class Mutant
{
    public static void IsRefuted<T>(Gen<T> cases, Func<T, bool> law, int runs = 1000) => IsRefuted(() => Law.Holds(cases, law, runs));

    public static void IsRefuted<T>(Gen<T> cases, Func<T, Task<bool>> law, int runs = 1000) => IsRefuted(() => Law.Holds(cases, law, runs));

    /// <summary>The same, where the law brings its own cases.</summary>
    public static void IsRefuted(Action law) => Assert.StartsWith("Falsifiable", Assert.ThrowsAny<Exception>(law).Message, StringComparison.Ordinal);
}
