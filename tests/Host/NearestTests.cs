using VizPipeline.Host;
using Xunit;

namespace VizPipeline.Tests;

public class NearestTests
{
    [Theory]
    [InlineData("confg", "; did you mean config?")]
    [InlineData("CONFIG", "; did you mean config?")]
    [InlineData("generat", "; did you mean generate?")]
    [InlineData("zebra", "")]
    [InlineData("", "")]
    public void A_mistyped_name_is_guessed_only_from_near(string said, string suggestion) =>
        Assert.Equal(suggestion, Nearest.Suggest(said, ["config", "generate", "backfill"]));
}
