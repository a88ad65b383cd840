using Xunit;

namespace VizPipeline.Tests.Support;

/// <summary>For mutants: a law must find a counter-example, not merely break.</summary>
internal static class Refuted
{
    public static void By(Action law)
    {
        var failure = Assert.ThrowsAny<Exception>(law).ToString();
        Assert.Contains("Falsifiable", failure, StringComparison.Ordinal);
        Assert.Contains("Expected true, got false", failure, StringComparison.Ordinal);
    }
}
