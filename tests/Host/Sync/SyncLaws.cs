using NodaTime;
using VizPipeline.Host;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Brings a home into step.</summary>
/// <param name="home">Which.</param>
/// <param name="source">With what.</param>
/// <param name="full">Whether in full.</param>
/// <param name="now">The time.</param>
/// <param name="killedAt">After how many rows it is killed; null for never.</param>
internal delegate Task Syncer(SyncedHome home, SyncSource source, bool full, Instant now, int? killedAt);

/// <summary>
/// Whatever happens to a source and whenever a sync is killed: after the next one the home has every row that came at most the overlap late, after a full one every row, and it never loses one.
/// </summary>
public sealed class SyncLaws(PostgresServer server)
{
    private static async Task RealAsync(SyncedHome home, SyncSource source, bool full, Instant now, int? killedAt) => await RealAsync(home, source, full, now, killedAt, SyncedHome.ThreeDays);

    private static async Task RealAsync(SyncedHome home, SyncSource source, bool full, Instant now, int? killedAt, Duration overlap)
    {
        var left = killedAt is null ? null : home.Copy();
        var cut = new SmallBatches(source.Readings, row =>
        {
            if (row == killedAt) left = home.Copy();
        });
        await home.SyncAsync(source with { Readings = cut }, full, now, overlap, rows: 3);
        if (left is not null) home.Restore(left);
    }

    private static async Task<bool> KeepsInStep(Upstream upstream, SyncHistory history, Syncer sync)
    {
        await upstream.EmptyAsync();
        using var home = new SyncedHome();
        var (model, sql) = (new SyncModel(), "SELECT 1;");
        foreach (var step in history.Steps.Append(new SyncStep(SyncMove.Sync, 0, null, null)).Append(new SyncStep(SyncMove.Full, 0, null, null)))
        {
            if (step.Move < SyncMove.Sync)
            {
                sql += model.Do(step);
                continue;
            }

            await upstream.ExecuteAsync(sql);
            sql = "SELECT 1;";
            var before = await home.RowsAsync();
            await sync(home, upstream.Open(), step.Move is SyncMove.Full or SyncMove.KilledFull, model.Now, step.Move is SyncMove.Killed or SyncMove.KilledFull ? step.Back : null);
            var after = await home.RowsAsync();
            if (before.Keys.Any(at => !after.ContainsKey(at))) return false;
            if (step.Move == SyncMove.Full) model.Seen();
            if (step.Move is SyncMove.Sync or SyncMove.Full && !model.IsServedBy(after)) return false;
        }

        return true;
    }

    private async Task HoldsAsync(Syncer sync, int runs)
    {
        var upstream = await Upstream.MakeAsync(server);
        Law.Holds(SyncHistory.Any, history => history.Smaller(), history => KeepsInStep(upstream, history, sync), runs);
    }

    private async Task IsRefutedAsync(Syncer sync)
    {
        var upstream = await Upstream.MakeAsync(server);
        Mutant.IsRefuted(SyncHistory.Any, history => KeepsInStep(upstream, history, sync), runs: 300);
    }

    [Fact]
    public Task A_home_is_kept_in_step_through_late_rows_corrections_and_kills() => HoldsAsync(RealAsync, runs: 60);

    [Fact]
    public Task The_law_refutes_a_sync_that_looks_at_nothing_before_its_watermark() =>
        IsRefutedAsync((home, source, full, now, killedAt) => RealAsync(home, source, full, now, killedAt, Duration.Zero));

    [Fact]
    public Task The_law_refutes_a_watermark_that_is_written_before_its_rows() => IsRefutedAsync(async (home, source, full, now, killedAt) =>
    {
        await RealAsync(home, source, full, now, killedAt);
        if (killedAt is null) return;
        using var writer = home.Readings.Write(["temp", "hum"]);
        writer.Commit(SyncMarks.Read(home.Readings.Path).Of(source.Identity).Advance(["temp", "hum"], now.ToUnixTimeTicks()).Write);
    });

    [Fact]
    public Task The_law_refutes_a_full_sync_that_reads_no_more_than_another() =>
        IsRefutedAsync((home, source, _, now, killedAt) => RealAsync(home, source, full: false, now, killedAt));

    [Fact]
    public Task The_law_refutes_a_sync_that_takes_a_watermark_from_a_row_that_is_still_to_come() =>
        IsRefutedAsync((home, source, full, now, killedAt) => RealAsync(home, source, full, now + Duration.FromDays(1000), killedAt));

    [Fact]
    public Task The_law_refutes_a_sync_that_keeps_the_value_it_has() => IsRefutedAsync(async (home, source, full, now, killedAt) =>
    {
        var before = await home.RowsAsync();
        await RealAsync(home, source, full, now, killedAt);
        using var writer = home.Readings.Write(["temp", "hum"]);
        foreach (var (at, row) in before) writer.Write(at.ToUnixTimeTicks(), [row.Temp, row.Hum]);
        writer.Commit(_ => { });
    });

    [Fact]
    public Task The_law_refutes_a_sync_that_begins_with_an_empty_home() => IsRefutedAsync(async (home, source, full, now, killedAt) =>
    {
        home.Restore([]);
        await RealAsync(home, source, full, now, killedAt);
    });
}
