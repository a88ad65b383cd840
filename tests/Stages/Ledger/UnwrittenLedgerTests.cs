using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What was never written answers like an empty one of the real kind, and refuses to be written.</summary>
public class UnwrittenLedgerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_answers_like_a_new_ledger()
    {
        using var folder = new TempFolder();
        await using var real = SqliteLedger.Open(folder["ledger.db"]);
        Assert.Equal(await AnswersAsync(real), await AnswersAsync(new UnwrittenLedger()));
    }

    [Fact]
    public async Task It_refuses_every_write()
    {
        var entry = new LedgerEntry { Key = "k", Sensor = "s", Window = new(WindowKind.Daily, default, NodaTime.Instant.FromUnixTimeSeconds(1)) };
        var ledger = new UnwrittenLedger();
        Func<Task>[] writes =
        [
            () => ledger.PlanAsync([entry], Cancel).AsTask(),
            () => ledger.RecordAsync(entry, null, Cancel).AsTask(),
            () => ledger.FailAsync([entry], rejected: false, "x", default, Cancel).AsTask(),
            () => ledger.FixAsync("name", "value", Cancel).AsTask(),
            () => ledger.BeginRunAsync("verb", default, Cancel).AsTask(),
            () => ledger.EndRunAsync(1, default, 0, null, "", Cancel).AsTask(),
        ];
        foreach (var write in writes) await Assert.ThrowsAsync<InvalidOperationException>(write);
    }

    [Fact]
    public async Task An_index_that_was_never_written_answers_like_a_new_one_and_refuses_to_be_written()
    {
        using var folder = new TempFolder();
        await using var real = LocalNames.Open(folder["index.db"]);
        var unwritten = new EmptyNames();
        Assert.Equal(await real.FindAsync("key", Cancel), await unwritten.FindAsync("key", Cancel));
        Assert.Equal(await real.ListAsync("", Cancel).ToListAsync(Cancel), await unwritten.ListAsync("", Cancel).ToListAsync(Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(() => unwritten.PutAsync("key", "value", Cancel).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => unwritten.DeleteAsync("key", Cancel).AsTask());
    }

    private static async Task<string> AnswersAsync(ILedger ledger) => string.Join(
        "; ",
        await ledger.FindAsync("k", Cancel),
        (await ledger.ReadAsync("s", WindowKind.Daily, NodaTime.Instant.MinValue, NodaTime.Instant.FromUnixTimeSeconds(1), Cancel)).Length,
        await ledger.ReadAsync([.. Enum.GetValues<WindowState>()], Cancel).CountAsync(Cancel),
        (await ledger.StandingsAsync("s", WindowKind.Daily, NodaTime.Instant.MinValue, NodaTime.Instant.FromUnixTimeSeconds(1), Cancel)).Length,
        (await ledger.PageAsync(new() { Most = 10 }, Cancel)).Entries.Length,
        (await ledger.CountAsync(Cancel)).Length,
        await ledger.PreviewAsync("k", Cancel),
        await ledger.LatestAsync("s", WindowKind.Daily, Cancel),
        await ledger.FactAsync("name", Cancel),
        (await ledger.RunsAsync(3, Cancel)).Length);
}
