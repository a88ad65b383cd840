using System.Text;
using Microsoft.AspNetCore.Http;
using VizPipeline.Doubles;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What a run that publishes says and writes, at its most talkative and whatever goes wrong, never shows a token.</summary>
public sealed class SecretsOfPublishing : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pretty")]
    [InlineData("json")]
    public async Task No_byte_of_a_run_with_faults_shows_a_token(string log)
    {
        await using var doubles = await ProviderDoubles.StartAsync(TimeSpan.Zero);
        doubles.Pinata.Faults = FaultScript.Listed(
            new StatusFault(500), new ResetFault(FaultMoment.AfterEffect), new HtmlFault(502), new StatusFault(429, TimeSpan.FromSeconds(1)), new HtmlFault(), new WrongCidFault());
        doubles.Cloudflare.Faults = FaultScript.Listed(new StatusFault(503), new PartialFault(2), new HtmlFault()).On(ProviderCall.BulkPut);
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var traces = await OtlpReceiver.StartAsync();
        var first = await BackfillAsync([.. doubles.Environment, .. Webhook(receiver), .. traces.Environment, ("VIZ_TRACE_SAMPLE", "1")], "--debug", "--log", log);
        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.NotEmpty(doubles.Pinata.Files);

        // The control: what is there is found, in files that were written by the run.
        Assert.Contains("ledger.db", Showing(doubles.Pinata.Files[0].Id));
        Assert.Contains("uploads.db", Showing(doubles.Pinata.Files[0].Id));
        Assert.Contains("outbox.db", Directory.EnumerateFiles(_folder["home"]).Select(Path.GetFileName));
        MustBeHidden(first);

        // Requests are told, and the traces have them; a webhook's address is a secret after its host.
        Assert.Contains("/bulk", first.Errors, StringComparison.Ordinal);
        Assert.Contains(traces.Bodies, body => Has(body, "/bulk"));
        foreach (var secret in (string[])[ProviderDoubles.Jwt, ProviderDoubles.Token, WebhookReceiver.Secret, "hidden-in-the-path", "Bearer"])
        {
            Assert.DoesNotContain(traces.Bodies, body => Has(body, secret));
            Assert.DoesNotContain(secret, first.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_provider_that_repeats_the_token_in_its_errors_is_blotted_out()
    {
        await using var doubles = await ProviderDoubles.StartAsync(TimeSpan.Zero);
        await using var parrot = await SmallServer.StartAsync(async (context, seen) =>
        {
            context.Response.StatusCode = 503;
            await context.Response.WriteAsync($"no room for {seen.Authorization}", default);
        });
        var result = await BackfillAsync([.. doubles.Environment, ("PINATA_UPLOAD_URL", parrot.Address.OriginalString), ("OUTAGE_WAIT", "0")], "--debug");
        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Contains("ledger.db", Showing("no room for Bearer ***"));
        MustBeHidden(result);
    }

    [Fact]
    public async Task A_token_that_is_refused_ends_the_run_with_one_sentence_and_exit_3()
    {
        await using var doubles = await ProviderDoubles.StartAsync(TimeSpan.Zero);
        var result = await BackfillAsync([.. doubles.Environment, ("PINATA_JWT", "another-jwt-that-nobody-may-read")]);
        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.Equal(2, result.Errors.Split("check PINATA_JWT").Length);
        Assert.InRange(doubles.Pinata.Exchanges.Length, 1, 30);
        Assert.DoesNotContain("another-jwt", result.ToString(), StringComparison.Ordinal);
    }

    private static bool Has(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private static (string, string?)[] Webhook(WebhookReceiver receiver) =>
        [("WEBHOOK_URL", receiver.Address.OriginalString), ("WEBHOOK_SECRET", WebhookReceiver.Secret), ("WEBHOOK_ALLOW_HTTP", "true"), ("WEBHOOK_ALLOW_PRIVATE", "true")];

    private async Task<CommandResult> BackfillAsync((string, string?)[] environment, params string[] more)
    {
        var source = File.Exists(_folder["readings.db"]) ? _folder["readings.db"] : MadeSource.Write(_folder["readings.db"], days: 1, everySeconds: 600);
        return await Viz.RunAsync(["backfill", "--source", source, "--home", _folder["home"], .. more], _folder.Path, environment);
    }

    private void MustBeHidden(CommandResult result)
    {
        foreach (var secret in (string[])[ProviderDoubles.Jwt, ProviderDoubles.Token, WebhookReceiver.Secret])
        {
            Assert.DoesNotContain(secret, result.ToString(), StringComparison.Ordinal);
            Assert.Empty(Showing(secret));
        }
    }

    /// <summary>The files of the home folder in which a text stands somewhere.</summary>
    private IEnumerable<string> Showing(string text) => Directory.EnumerateFiles(_folder["home"], "*", SearchOption.AllDirectories)
        .Where(file => Has(File.ReadAllBytes(file), text))
        .Select(file => Path.GetRelativePath(_folder["home"], file));
}
