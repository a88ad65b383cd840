using System.Globalization;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public sealed class SqliteLedgerTests : LedgerContract
{
    private protected override ILedger Open(string folder) => Local(folder);

    [Fact]
    public void Planning_over_what_is_known_is_refuted() => Refuted(folder => new PlansOver(Local(folder)));

    [Fact]
    public void Failing_what_is_done_is_refuted() => Refuted(folder => new FailsAnything(Local(folder)));

    [Fact]
    public void Taking_the_shorter_for_the_latest_is_refuted() => Refuted(folder => new PrefersShort(Local(folder)));

    [Fact]
    public void A_page_that_leaves_out_windows_that_end_together_is_refuted() => Refuted(folder => new PagesByEnd(Local(folder)));

    [Fact]
    public void A_page_that_begins_too_early_is_refuted() => Refuted(folder => new PagesTooEarly(Local(folder)));

    [Fact]
    public async Task What_was_recorded_survives_a_crash()
    {
        using var home = new ScratchHome();
        await using var ledger = Local(home.Folder);
        var entries = LedgerAct.Windows.Select(window => Entry(window) with { State = WindowState.Pinned }).ToArray();
        await ledger.PlanAsync(entries, Cancel);
        await Task.WhenAll(entries.Select(async (entry, number) =>
        {
            await ledger.RecordAsync(entry with { State = WindowState.Done }, new byte[] { 1 }, Cancel);
            var left = Path.GetDirectoryName(Crash.Copy(home["ledger.db"], home[$"after-{number}"]))!;
            await using var again = Local(left);
            Assert.Equal(WindowState.Done, (await again.FindAsync(entry.Key, Cancel))?.State);
            if (entry.Window.Kind != WindowKind.Cumulative) Assert.Equal([1], await again.PreviewAsync(entry.Key, Cancel));
        }));
    }

    [Fact]
    public async Task A_long_stream_may_be_written_to_while_it_is_read()
    {
        using var home = new ScratchHome();
        await using var ledger = Local(home.Folder);
        var windows = Enumerable.Range(1, 3000).Select(hour => new Window(WindowKind.Hourly, LedgerAct.At(hour / 2), LedgerAct.At((hour / 2) + 1)));
        await ledger.PlanAsync([.. windows.Select((window, number) => Entry(window) with { Key = $"{number}" })], Cancel);

        var seen = new List<LedgerEntry>();
        await foreach (var entry in ledger.ReadAsync([WindowState.Planned, WindowState.Failed], Cancel))
        {
            seen.Add(entry);
            if (seen.Count % 100 == 0) await ledger.RecordAsync(entry with { State = WindowState.Done }, null, Cancel);
        }

        Assert.Equal(3000, seen.Select(entry => entry.Key).Distinct().Count());
        Assert.Equal(seen.Select(entry => entry.Window.End).Order(), seen.Select(entry => entry.Window.End));
    }

    [Fact]
    public async Task The_fifth_failure_is_the_last()
    {
        using var home = new ScratchHome();
        await using var ledger = Local(home.Folder);
        var entry = Entry(LedgerAct.Windows[0]);
        await ledger.PlanAsync([entry], Cancel);
        for (var run = 1; run <= LedgerEntry.MostAttempts; run++)
        {
            await ledger.FailAsync([entry], rejected: false, "the disk is full", LedgerAct.At(run), Cancel);
            var row = await ledger.FindAsync(entry.Key, Cancel);
            Assert.Equal((run, run < LedgerEntry.MostAttempts ? WindowState.Failed : WindowState.Dead), (row!.Attempts, row.State));
        }
    }

    [Fact]
    public async Task Opened_to_read_it_makes_no_file_and_takes_no_writes()
    {
        using var home = new ScratchHome();
        await using (var absent = SqliteLedger.OpenToRead(home["ledger.db"])) Assert.Null(absent);
        Assert.Empty(Directory.GetFiles(home.Folder));

        await using var ledger = Local(home.Folder);
        await using var reader = SqliteLedger.OpenToRead(home["ledger.db"])!;
        await ledger.FixAsync("anchor", "2025-01-01", Cancel);
        Assert.Equal("2025-01-01", await reader.FactAsync("anchor", Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(() => reader.FixAsync("anchor", "later", Cancel).AsTask());
    }

    [Fact]
    public void A_ledger_of_a_newer_version_is_refused()
    {
        using var home = new ScratchHome();
        var newer = new SqliteSchema([.. LedgerSql.Schema.Steps, "ALTER TABLE windows ADD COLUMN mood TEXT"]);
        OwnDatabase.Open(home["ledger.db"], newer).Dispose();
        Assert.Throws<StoreRefusedException>(() => Local(home.Folder));
    }

    [Fact]
    public async Task A_ledger_of_an_older_version_keeps_its_previews_and_forgets_those_of_cumulative_windows_in_time()
    {
        using var home = new ScratchHome();
        var (first, second) = (LedgerAct.Windows.Where(window => window.Kind == WindowKind.Cumulative).Order().First(), LedgerAct.Windows.Where(window => window.Kind == WindowKind.Cumulative).Max());
        var daily = LedgerAct.Windows.First(window => window.Kind == WindowKind.Daily);
        using (var older = OwnDatabase.Open(home["ledger.db"], new(LedgerSql.Schema.Steps[..2])))
        {
            foreach (var window in (Window[])[first, daily])
            {
                SqliteFile.Execute(older, string.Create(CultureInfo.InvariantCulture, $"""
                    INSERT INTO windows (key, sensor, kind, start_at, end_at, state, updated_at)
                        VALUES ('{LedgerAct.KeyOf("gas", window)}', 'gas', {(int)window.Kind}, {window.Start.ToUnixTimeTicks()}, {window.End.ToUnixTimeTicks()}, {(int)WindowState.Done}, 0);
                    INSERT INTO previews (window, png) SELECT max(id), x'01' FROM windows
                    """));
            }
        }

        await using var ledger = Local(home.Folder);
        Assert.Equal(new byte[] { 1 }, await ledger.PreviewAsync(LedgerAct.KeyOf("gas", first), Cancel));
        await ledger.RecordAsync(Entry(second) with { State = WindowState.Done }, new byte[] { 2 }, Cancel);
        Assert.Null(await ledger.PreviewAsync(LedgerAct.KeyOf("gas", first), Cancel));
        Assert.Equal(new byte[] { 2 }, await ledger.PreviewAsync(LedgerAct.KeyOf("gas", second), Cancel));
        Assert.Equal(new byte[] { 1 }, await ledger.PreviewAsync(LedgerAct.KeyOf("gas", daily), Cancel));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static SqliteLedger Local(string folder) => SqliteLedger.Open(Path.Combine(folder, "ledger.db"));

    private static LedgerEntry Entry(Window window) =>
        new() { Key = LedgerAct.KeyOf("gas", window), Sensor = "gas", Window = window, UpdatedAt = LedgerAct.At(0) };

    private static void Refuted(Func<string, ILedger> mutant) => Mutant.IsRefuted(LedgerAct.Some, acts => LedgerLaws.AnswersLikeTheModel(mutant, acts), runs: 150);
}
