using VizPipeline.Host;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public sealed class RecentAnswers
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_is_found_out_once_for_as_long_as_it_lasts()
    {
        var (time, asked) = (new ManualTime(), 0);
        using var recent = new Recent<int>(time, TimeSpan.FromSeconds(5), _ => Task.FromResult(++asked));
        var first = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => recent.AskAsync(Cancel)));
        Assert.Equal([1, 1, 1], first);
        time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal(1, await recent.AskAsync(Cancel));
        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(2, await recent.AskAsync(Cancel));
    }

    [Fact]
    public async Task A_failure_is_kept_for_some_seconds()
    {
        var (time, asked) = (new ManualTime(), 0);
        using var recent = new Recent<int>(time, TimeSpan.FromMinutes(1), _ => ++asked == 1 ? throw new IOException("away") : Task.FromResult(asked));
        for (var i = 0; i < 3; i++) await Assert.ThrowsAsync<IOException>(() => recent.AskAsync(Cancel));
        Assert.Equal(1, asked);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(2, await recent.AskAsync(Cancel));
    }

    [Fact]
    public async Task That_an_asker_gave_up_is_no_answer_for_the_next()
    {
        var asked = 0;
        using var recent = new Recent<int>(new ManualTime(), TimeSpan.FromMinutes(1), _ => ++asked == 1 ? throw new OperationCanceledException() : Task.FromResult(asked));
        await Assert.ThrowsAsync<OperationCanceledException>(() => recent.AskAsync(Cancel));
        Assert.Equal(2, await recent.AskAsync(Cancel));
    }

    [Fact]
    public async Task A_provider_is_asked_for_a_key_once_in_a_while_however_many_want_it()
    {
        var (time, asked) = (new ManualTime(), new List<string>());
        var names = new RecentNames(time, (key, _) =>
        {
            asked.Add(key);
            return ValueTask.FromResult<string?>(key == "a" ? null : key);
        });
        for (var i = 0; i < 3; i++) Assert.Equal((null, "b"), (await names.FindAsync("a", Cancel), await names.FindAsync("b", Cancel)));
        time.Advance(TimeSpan.FromMinutes(1));
        await names.FindAsync("b", Cancel);
        Assert.Equal(["a", "b", "b"], asked);
    }
}
