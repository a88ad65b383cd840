using System.Text;
using System.Text.Json;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The real program and a real receiver.</summary>
public sealed class WebhookRuns : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_a_dead_receiver_missed_is_sent_by_the_next_run_and_nothing_twice()
    {
        var receiver = await WebhookReceiver.StartAsync(FixedPort.Next());
        var address = receiver.Address;
        await receiver.DisposeAsync();

        var first = await BackfillAsync(address);
        Assert.Matches(@"webhook http://localhost:[0-9]+: .*; events are kept and sent later", first.Errors);
        var left = int.Parse(System.Text.RegularExpressions.Regex.Match(first.Errors, "([0-9]+) events are left for the next run").Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

        await using var second = await WebhookReceiver.StartAsync(address.Port);
        var rest = await BackfillAsync(address);
        Assert.DoesNotContain("webhook", rest.Errors, StringComparison.Ordinal);
        var events = second.Deliveries.Select(delivery => JsonDocument.Parse(delivery.Body).RootElement).ToList();
        Assert.Equal(left + 1, events.Count);
        Assert.Equal(events.Count, events.Select(told => told.GetProperty("id").GetString()).Distinct().Count());

        var published = events.Where(told => told.GetProperty("type").GetString() == "picture.published").Select(told => told.GetProperty("data"));
        Assert.Equal(await DoneAsync(), published.Select(data => $"{data.GetProperty("key")} {data.GetProperty("cid")}").Order(StringComparer.Ordinal));
        var finished = events.Where(told => told.GetProperty("type").GetString() == "backfill.finished").Select(told => told.GetProperty("data")).OrderBy(data => data.GetProperty("run").GetInt64()).ToList();
        Assert.Equal([(1, 0, left - 1), (2, 0, 0)], finished.Select(data => (data.GetProperty("run").GetInt32(), data.GetProperty("exit_code").GetInt32(), data.GetProperty("windows").GetProperty("done").GetInt32())));

        MustNotBeWritten(WebhookReceiver.Secret, first, rest);
        MustNotBeWritten("hidden-in-the-path", first, rest);
    }

    [Fact]
    public async Task Without_a_webhook_there_is_no_outbox()
    {
        await BackfillAsync(null);
        Assert.True(File.Exists(_folder["home/ledger.db"]));
        Assert.False(File.Exists(_folder["home/outbox.db"]));
    }

    [Fact]
    public async Task A_private_receiver_is_not_told_unless_allowed()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var result = await BackfillAsync(receiver.Address, ("WEBHOOK_ALLOW_PRIVATE", "false"));
        Assert.Contains("not an address of the public internet; WEBHOOK_ALLOW_PRIVATE=true allows it", result.Errors, StringComparison.Ordinal);
        Assert.Empty(receiver.Deliveries);
    }

    private async Task<CommandResult> BackfillAsync(Uri? address, params (string, string?)[] more)
    {
        var source = File.Exists(_folder["readings.db"]) ? _folder["readings.db"] : MadeSource.Write(_folder["readings.db"], days: 1, everySeconds: 600);
        (string, string?)[] webhook = address is null ? [] :
            [("WEBHOOK_URL", address.OriginalString), ("WEBHOOK_SECRET", WebhookReceiver.Secret), ("WEBHOOK_ALLOW_HTTP", "true"), ("WEBHOOK_ALLOW_PRIVATE", "true"), .. more];
        var result = await Viz.RunAsync(["backfill", "--source", source, "--home", _folder["home"], "--debug"], _folder.Path, [("VIZ_SCALE", "1"), .. webhook]);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }

    private async Task<List<string>> DoneAsync()
    {
        await using var ledger = SqliteLedger.Open(_folder["home/ledger.db"]);
        return await ledger.ReadAsync([WindowState.Done], default).Select(entry => $"{entry.Key} {entry.Cid}").Order(StringComparer.Ordinal).ToListAsync();
    }

    private void MustNotBeWritten(string secret, params CommandResult[] results)
    {
        Assert.All(results, result => Assert.DoesNotContain(secret, result.ToString(), StringComparison.Ordinal));
        foreach (var file in Directory.EnumerateFiles(_folder["home"], "*", SearchOption.AllDirectories))
            Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0, file);
    }
}
