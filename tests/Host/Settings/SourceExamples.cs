using VizPipeline.Host;
using Xunit;

namespace VizPipeline.Tests;

public class SourceExamples
{
    [Theory]
    [InlineData("readings.db", "readings.db")]
    [InlineData("/data/@archive/readings.db", "/data/@archive/readings.db")]
    [InlineData("./readings:2025.db", "./readings:2025.db")]
    [InlineData("C:/data/readings.db", "C:/data/readings.db")]
    [InlineData("postgres://reader:secret@db.example:5433/weather?sslmode=require", "postgres://reader:***@db.example:5433/weather?***")]
    [InlineData("postgresql://reader@db.example/weather", "postgres://reader@db.example/weather")]
    [InlineData("postgres://db.example/weather", "postgres://db.example/weather")]
    [InlineData("postgres://reader:p%40ss@[::1]:5432/weather", "postgres://reader:***@[::1]:5432/weather")]
    public void A_source_is_shown_without_its_password(string source, string shown)
    {
        Assert.Empty(Load(source).Problems);
        Assert.Equal(shown, SourceReader.Show(source));
    }

    [Theory]
    [InlineData("postgres://reader:pa/ss@db.example/weather")]
    [InlineData("postgres://reader:pa@ss@db.example/weather")]
    [InlineData("postgres://reader:pa:ss@db.example/weather")]
    [InlineData("postgres://reader:pa#ss@db.example/weather")]
    [InlineData("postgres://reader:pass@/weather")]
    [InlineData("postgres://reader:pass@db.example")]
    [InlineData("postgres://reader:/pass")]
    [InlineData("postgres:reader:pass@db.example/weather")]
    [InlineData("postgres:reader:pass")]
    [InlineData("postgres//reader:pass")]
    [InlineData("mysql://reader:pass@db.example/weather")]
    [InlineData("Host=db.example;Password=pass")]
    public void What_is_no_source_is_refused_and_not_repeated(string source)
    {
        var problem = Assert.Single(Load(source).Problems);
        Assert.DoesNotContain("pa", problem.Replace("password", "", StringComparison.Ordinal).Replace("path", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("***", SourceReader.Show(source));
    }

    [Fact]
    public void The_password_of_an_address_is_hidden_as_written_and_as_meant() =>
        Assert.Equal(["postgres://u:p%40ss@h/d", "p%40ss", "p@ss"], Load("postgres://u:p%40ss@h/d").Secrets);

    [Fact]
    public void The_path_of_a_database_is_no_secret() => Assert.Empty(Load("readings.db").Secrets);

    private static SettingsReading Load(string source) =>
        SettingsLoader.Load(new SettingSources { Environment = new Dictionary<string, string> { ["VIZ_SOURCE"] = source } });
}
