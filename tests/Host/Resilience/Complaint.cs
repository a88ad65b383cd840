using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>How the program must fail when something it needs is not there.</summary>
internal static class Complaint
{
    /// <summary>Exit 4, one line of explanation with these words, no stack trace.</summary>
    public static void MustBe(CommandResult result, params string[] words)
    {
        Assert.True(result.ExitCode == 4, result.ToString());
        var said = Assert.Single(result.Errors.Split('\n'), line => line.StartsWith("viz: ", StringComparison.Ordinal));
        Assert.All(words, word => Assert.Contains(word, said, StringComparison.Ordinal));
        Assert.DoesNotMatch(@"(?m)^\s+at \w|Unhandled|Exception|internal error", result.Output + result.Errors);
    }
}
