using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What docs/webhooks.md says, done.</summary>
public partial class WebhookPageTests
{
    private const long Now = 1736928000;
    private const string Secret = "grünes-Licht-0451";
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"id":"é"}""");

    private static string Page { get; } = File.ReadAllText(Checkout.File("docs/webhooks.md"));

    public static TheoryData<string, string, string, long, string> Cases
    {
        get
        {
            var header = WebhookSignature.Of(Secret, Now, Body);
            return new()
            {
                { Secret, header, Convert.ToHexString(Body), Now, "True" },
                { Secret, header, Convert.ToHexString(Body), Now + 299, "True" },
                { Secret, header, Convert.ToHexString(Body), Now + 301, "False" },
                { Secret, header, Convert.ToHexString(Body) + "20", Now, "False" },
                { Secret + "x", header, Convert.ToHexString(Body), Now, "False" },
                { Secret, header.Replace($"t={Now}", $"t={Now + 1}", StringComparison.Ordinal), Convert.ToHexString(Body), Now, "False" },
                { Secret, header[..^1], Convert.ToHexString(Body), Now, "False" },
                { Secret, "", Convert.ToHexString(Body), Now, "False" },
                { Secret, "t=é,v1=é", Convert.ToHexString(Body), Now, "False" },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_pages_receiver_knows_what_is_genuine(string secret, string header, string body, long now, string said)
    {
        using var folder = new TempFolder();
        folder.Write("verify.py", ReadmeCommand.FilesIn(Page)["verify.py"]);
        const string Ask = "import sys; from verify import is_genuine; print(is_genuine(sys.argv[1], sys.argv[2], bytes.fromhex(sys.argv[3]), float(sys.argv[4])))";
        var result = await Command.RunAsync("python3", ["-c", Ask, secret, header, body, now.ToString(CultureInfo.InvariantCulture)], folder.Path, [("PYTHONUTF8", "1")]);
        Assert.True(result.ExitCode == 0, $"this test needs python3\n{result}");
        Assert.Equal(said, result.Output.Trim());
    }

    [Fact]
    public void The_pages_events_are_those_that_there_are()
    {
        var window = new OutboxWindow("", "", "", "", "");
        OutboxEvent[] events = [new PicturePublished(default, window, "", 0, 0, null, null), new WindowFailed(default, window, ""), new BackfillFinished(default, 0, default, 0, ImmutableSortedDictionary<string, long>.Empty)];
        Assert.Equal(events.Select(happened => happened.Type), Event().Matches(Page).Select(match => match.Groups[1].Value));
        foreach (var happened in events)
        {
            var row = Page.Split('\n').Single(line => line.StartsWith($"| `{happened.Type}`", StringComparison.Ordinal));
            using var json = System.Text.Json.JsonDocument.Parse(OutboxJson.ToMessage("", happened).Body);
            Assert.All(json.RootElement.GetProperty("data").EnumerateObject(), field => Assert.Contains($"`{field.Name}`", row, StringComparison.Ordinal));
        }
    }

    [GeneratedRegex(@"^\| `([a-z]+\.[a-z]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Event();
}
