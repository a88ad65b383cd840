using VizPipeline.Host;
using Xunit;

namespace VizPipeline.Tests;

public class DoorSettingsExamples
{
    private const string First = "0123456789abcdef", Second = "another-key-of-some-length";

    [Fact]
    public void A_key_is_given_as_itself_or_as_its_hash()
    {
        var keys = Of(("VIZ_API_KEYS", $"sha256:{ApiKeys.HashOf(First)}, {Second}")).Required().Door.Keys;
        Assert.Equal((true, true, false, false), (keys.Know(First), keys.Know(Second), keys.Know(ApiKeys.HashOf(First)), keys.Know($"sha256:{ApiKeys.HashOf(First)}")));
    }

    [Theory]
    [InlineData("too-short-key-1")]
    [InlineData("a key with blanks in it")]
    [InlineData("sha256:0123456789abcdef0123456789abcdef")]
    [InlineData(Second + ",short")]
    [InlineData(",")]
    public void A_key_that_will_not_do_is_refused_and_never_repeated(string keys)
    {
        var problem = Assert.Single(Of(("VIZ_API_KEYS", keys)).Problems);
        Assert.Contains("16 or more", problem, StringComparison.Ordinal);
        if (keys != ",") Assert.DoesNotContain(keys, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_keys_only_their_number_is_shown()
    {
        var reading = Of(("VIZ_API_KEYS", $"{First},{Second}"));
        Assert.Equal("2 of them, hidden", reading.Values.Single(value => value.Setting == DoorCatalogue.ApiKeys).Shown);
        Assert.Superset(new HashSet<string> { First, Second }, reading.Secrets.ToHashSet());
    }

    [Theory]
    [InlineData("VIZ_CORS_ORIGINS", "https://a.example/page", "without a path")]
    [InlineData("VIZ_CORS_ORIGINS", "*", "such as https://example.org")]
    [InlineData("VIZ_CORS_ORIGINS", "https://a.example,ftp://b.example", "ftp://b.example")]
    [InlineData("VIZ_HTTP_HOSTS", "a.example/x", "names such as")]
    [InlineData("VIZ_HTTP", "example.org:80", "a port, or an address of this machine")]
    public void What_is_wrong_is_told_with_what_would_be_right(string name, string value, string said) =>
        Assert.Contains(said, Assert.Single(Of((name, value)).Problems), StringComparison.Ordinal);

    private static SettingsReading Of(params (string Name, string Value)[] environment) =>
        SettingsLoader.Load(new SettingSources { Environment = environment.ToDictionary(pair => pair.Name, pair => pair.Value), Cores = 1 });
}
