using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class DailyNamesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_goes_beyond_the_days_writes_is_reported_and_not_asked()
    {
        var (memory, clock) = (new MemoryNames(), new SetClock(Instant.FromUtc(2025, 6, 1, 21, 0)));
        var names = new DailyNames(memory, 4, clock);
        await names.PutAsync("a", "1", Cancel);
        var fault = await Assert.ThrowsAsync<NamesUnwrittenException>(() => names.PutAllAsync([new("b", "1"), new("c", "1"), new("b", "2"), new("d", "1"), new("e", "1")], Cancel).AsTask());
        Assert.Equal(["e"], fault.Keys);
        Assert.Equal("the 4 writes that the index takes a day are used up; there are as many again in 3 hours", fault.Message);
        Assert.Equal("2", memory.Values["b"]);
        await Assert.ThrowsAsync<NotAskedException>(() => names.PutAllAsync([new("e", "1")], Cancel).AsTask());
        await Assert.ThrowsAsync<NotAskedException>(async () => await names.DeleteAsync("a", Cancel));
        Assert.Single(memory.Asked);

        clock.Now += Duration.FromHours(3);
        await names.PutAllAsync([new("e", "1")], Cancel);
        Assert.Equal(["a", "b", "c", "d", "e"], memory.Values.Keys);
    }

    [Fact]
    public async Task Keys_left_out_by_the_index_and_keys_beyond_the_day_are_reported_together()
    {
        var names = new DailyNames(new MemoryNames(2), 3, new SetClock(Instant.FromUtc(2025, 6, 1, 21, 0)));
        var fault = await Assert.ThrowsAsync<NamesUnwrittenException>(() => names.PutAllAsync([new("a", "1"), new("b", "1"), new("c", "1"), new("d", "1")], Cancel).AsTask());
        Assert.Equal(["a", "c", "d"], fault.Keys);
    }

    [Fact]
    public async Task Some_writes_are_kept_for_the_keys_that_the_others_are_of_no_use_without()
    {
        var memory = new MemoryNames();
        var names = new DailyNames(memory, 6, new SetClock(Instant.FromUtc(2025, 6, 1, 21, 0))) { KeptBack = 2, IsFirst = key => key.EndsWith('!') };
        var fault = await Assert.ThrowsAsync<NamesUnwrittenException>(() => names.PutAllAsync([.. "abcdefgh".Select(key => new KeyValuePair<string, string>($"{key}", "1"))], Cancel).AsTask());
        Assert.Equal(["e", "f", "g", "h"], fault.Keys);
        await names.PutAllAsync([new("a!", "1"), new("b!", "1")], Cancel);
        await Assert.ThrowsAsync<NotAskedException>(() => names.PutAsync("c!", "1", Cancel).AsTask());
        Assert.Equal(["a", "a!", "b", "b!", "c", "d"], memory.Values.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_another_run_wrote_that_day_counts_and_is_written_down_before_it_is_asked()
    {
        using var folder = new TempFolder();
        var clock = new SetClock(Instant.FromUtc(2025, 6, 1, 21, 0));
        await using (var uploads = Uploads.Open(folder["uploads.db"]))
        {
            var broken = new MemoryNames([null]);
            await Assert.ThrowsAsync<StoreUnavailableException>(() => new DailyNames(broken, 3, clock, uploads.Writes).PutAllAsync([new("a", "1"), new("b", "1")], Cancel).AsTask());
        }

        await using var later = Uploads.Open(folder["uploads.db"]);
        var memory = new MemoryNames();
        var names = new DailyNames(memory, 3, clock, later.Writes);
        await names.PutAsync("c", "1", Cancel);
        await Assert.ThrowsAsync<NotAskedException>(() => names.PutAsync("d", "1", Cancel).AsTask());
        clock.Now += Duration.FromHours(3);
        await names.PutAsync("d", "1", Cancel);
        Assert.Equal((0, 1), (await later.Writes.CountAsync(new(2025, 6, 1), Cancel), await later.Writes.CountAsync(new(2025, 6, 2), Cancel)));
        Assert.False(await later.NameAtAsync("here", Cancel));
        Assert.False(await later.NameAtAsync("here", Cancel));
        Assert.True(await later.NameAtAsync("there", Cancel));
        Assert.Equal(0, await later.Writes.CountAsync(new(2025, 6, 2), Cancel));
    }

    private sealed class SetClock(Instant now) : IClock
    {
        public Instant Now { get; set; } = now;

        public Instant GetCurrentInstant() => Now;
    }
}
