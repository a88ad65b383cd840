using Xunit;

namespace VizPipeline.Tests;

internal static class Mutant
{
    /// <summary>The law found a counter-example: it did not merely crash.</summary>
    public static void IsRefuted(Action law) => Assert.StartsWith("Falsifiable", Assert.ThrowsAny<Exception>(law).Message, StringComparison.Ordinal);
}
