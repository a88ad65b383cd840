using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class GroupWriterTests
{
    private const string Insert = "INSERT INTO numbers (number, padding) VALUES (?1, zeroblob(?2))";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Gen<(int Writers, int Each)> Loads => Gen.Choose(1, 12).Zip(Gen.Choose(1, 12));

    [Fact]
    public void What_completed_survives_a_crash() => Law.Holds(
        Loads, load => GroupWriterLaws.WhatCompletedSurvivesACrash(path => new GroupedNumbers(path), load.Writers, load.Each), runs: 30);

    [Fact]
    public void Completing_before_the_commit_is_refuted() => Mutant.IsRefuted(() => Law.Holds(
        Loads, load => GroupWriterLaws.WhatCompletedSurvivesACrash(path => new HastyNumbers(path), load.Writers, load.Each), runs: 30));

    [Fact]
    public async Task A_full_disk_fails_its_group_and_no_other()
    {
        using var home = new ScratchHome();
        await using (var writer = new GroupWriter(home["n.db"], GroupWriterLaws.Numbers))
        {
            await Write(writer, 1, padding: 10);
            await writer.WriteAsync(prepared => prepared["PRAGMA max_page_count = 10"].Run(), Cancel);

            var fault = await Assert.ThrowsAsync<HomeUnavailableException>(() => Write(writer, 2, padding: 1_000_000));
            Assert.Equal($"{home["n.db"]}: the disk is full", fault.Message);

            await Write(writer, 3, padding: 10);
        }

        Assert.Equal([1, 3], GroupWriterLaws.Found(home["n.db"]));
    }

    [Fact]
    public async Task All_callers_of_a_group_share_its_failure_and_leave_nothing()
    {
        using var home = new ScratchHome();
        await using (var writer = new GroupWriter(home["n.db"], GroupWriterLaws.Numbers))
        {
            using var gate = new ManualResetEventSlim();
            var begun = new TaskCompletionSource();
            var first = writer.WriteAsync(
                _ =>
                {
                    begun.SetResult();
                    gate.Wait(Cancel);
                },
                Cancel);
            await begun.Task;
            var group = Enumerable.Range(0, 50).Select(number => Write(writer, number % 49, padding: 0)).ToList();
            gate.Set();
            await first;
            foreach (var write in group) await Assert.ThrowsAsync<HomeUnavailableException>(() => write);
        }

        Assert.Empty(GroupWriterLaws.Found(home["n.db"]));
    }

    [Fact]
    public async Task A_bug_in_a_write_reaches_its_caller_and_the_writer_lives_on()
    {
        using var home = new ScratchHome();
        await using var writer = new GroupWriter(home["n.db"], GroupWriterLaws.Numbers);
        await Assert.ThrowsAsync<FormatException>(() => writer.WriteAsync(_ => throw new FormatException(), Cancel));
        await Write(writer, 1, padding: 0);
    }

    [Fact]
    public async Task A_cancelled_wait_does_not_undo_the_write()
    {
        using var home = new ScratchHome();
        await using (var writer = new GroupWriter(home["n.db"], GroupWriterLaws.Numbers))
        {
            using var gate = new ManualResetEventSlim();
            using var cancel = new CancellationTokenSource();
            var first = writer.WriteAsync(_ => gate.Wait(Cancel), Cancel);
            var second = writer.WriteAsync(prepared => Run(prepared[Insert], 7, 0), cancel.Token);
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
            gate.Set();
            await first;
        }

        Assert.Equal([7], GroupWriterLaws.Found(home["n.db"]));
    }

    [Fact]
    public async Task A_closed_writer_says_so()
    {
        using var home = new ScratchHome();
        var writer = new GroupWriter(home["n.db"], GroupWriterLaws.Numbers);
        await writer.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Write(writer, 1, padding: 0));
    }

    private static Task Write(GroupWriter writer, int number, int padding) =>
        writer.WriteAsync(prepared => Run(prepared[Insert], number, padding), Cancel);

    private static void Run(SqliteStatement insert, int number, int padding)
    {
        insert.Bind(1, number);
        insert.Bind(2, padding);
        insert.Run();
    }
}
