using System.Diagnostics;
using NodaTime;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

public class HomeLockTests
{
    private static readonly IClock _clock = new StoppedClock(Instant.FromUtc(2025, 11, 2, 8, 30));

    [Fact]
    public void A_second_taker_is_told_who_works_there_and_since_when()
    {
        using var home = new ScratchHome();
        using var taken = HomeLock.Take(home.Folder, "backfill", _clock);
        var held = Assert.Throws<HomeHeldException>(() => HomeLock.Take(home.Folder, "demo", _clock).Dispose());
        Assert.Equal(
            $"{home.Folder}: another process works here: backfill (process {Environment.ProcessId}) since 2025-11-02T08:30:00Z; wait until it ends, or use another home folder",
            held.Message);
        Assert.Equal(new LockHolder(Environment.ProcessId, Instant.FromUtc(2025, 11, 2, 8, 30), "backfill"), held.Holder);
    }

    [Fact]
    public void Once_let_go_it_can_be_taken_again()
    {
        using var home = new ScratchHome();
        HomeLock.Take(home["new"], "backfill", _clock).Dispose();
        HomeLock.Take(home["new"], "backfill", _clock).Dispose();
    }

    [Fact]
    public void What_a_killed_process_left_blocks_nobody()
    {
        using var home = new ScratchHome();
        File.WriteAllText(home["home.lock"], "");
        File.WriteAllText(home["home.holder"], new LockHolder(Environment.ProcessId, Instant.MinValue, "backfill").ToLine());
        HomeLock.Take(home.Folder, "demo", _clock).Dispose();
    }

    [Fact]
    public void A_holder_that_did_not_say_who_it_is_still_holds()
    {
        using var home = new ScratchHome();
        using var taken = HomeLock.Take(home.Folder, "backfill", _clock);
        File.WriteAllText(home["home.holder"], "half a li");
        var held = Assert.Throws<HomeHeldException>(() => HomeLock.Take(home.Folder, "demo", _clock).Dispose());
        Assert.Null(held.Holder);
    }

    [Fact]
    public async Task The_lock_of_another_process_holds_until_that_process_is_killed()
    {
        using var home = new ScratchHome();
        using var other = Process.Start(new ProcessStartInfo("flock", ["--no-fork", home["home.lock"], "sh", "-c", "echo locked; read line"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("locked", await other.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Throws<HomeHeldException>(() => HomeLock.Take(home.Folder, "demo", _clock).Dispose());
        other.Kill(entireProcessTree: true);
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        HomeLock.Take(home.Folder, "demo", _clock).Dispose();
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        using var home = new ScratchHome();
        File.WriteAllText(home["file"], "");
        var fault = Assert.Throws<HomeUnavailableException>(() => HomeLock.Take(home["file"], "demo", _clock).Dispose());
        Assert.StartsWith(home["file"], fault.Message, StringComparison.Ordinal);
    }

    private sealed class StoppedClock(Instant now) : IClock
    {
        public Instant GetCurrentInstant() => now;
    }
}
