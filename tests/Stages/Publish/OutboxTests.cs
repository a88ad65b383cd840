using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

public sealed class OutboxTests : IDisposable
{
    private static readonly Instant At = Instant.FromUnixTimeSeconds(1736928000);
    private readonly ScratchHome _home = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    internal static PicturePublished Published(int window, string cid = "bafkrei", int second = 0) =>
        new(At + Duration.FromSeconds(second), new OutboxWindow($"temperature:daily:{window}", "temperature", "daily", "2025-01-15T00:00:00-08:00", "2025-01-16T00:00:00-08:00"), cid, 100, 5, 1.25, null);

    [Fact]
    public async Task What_was_taken_in_survives_a_crash_in_order()
    {
        await using var outbox = Outbox.Open(_home["outbox.db"]);
        for (var i = 0; i < 20; i++) await outbox.AddAsync(Published(i), Cancel);
        await using var after = Outbox.Open(Crash.Copy(_home["outbox.db"], _home["after"]));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (OutboxEvent)Published(i)), after.Next(0, 100).Select(item => item.Event));
        Assert.Equal(Enumerable.Range(5, 3).Select(i => (OutboxEvent)Published(i)), after.Next(after.Next(0, 5)[^1].Number, 3).Select(item => item.Event));
        Assert.Equal(20, after.Next(0, 100).Select(item => item.Id).Distinct().Count());
    }

    [Fact]
    public async Task The_same_picture_of_a_window_is_news_once_also_when_it_was_sent()
    {
        await using var outbox = Outbox.Open(_home["outbox.db"]);
        await outbox.AddAsync(Published(1), Cancel);
        await outbox.AddAsync(Published(1, second: 5), Cancel);
        await outbox.SentAsync(Assert.Single(outbox.Next(0, 9)), Cancel);
        await outbox.AddAsync(Published(1, second: 9), Cancel);
        Assert.Equal(0, outbox.Count());
        await outbox.AddAsync(Published(1, "other"), Cancel);
        await outbox.AddAsync(Published(1, second: 11), Cancel);
        Assert.Equal(["other", "bafkrei"], outbox.Next(0, 9).Select(item => ((PicturePublished)item.Event).Cid));
    }

    [Fact]
    public async Task An_event_that_is_refused_again_and_again_is_given_up()
    {
        await using var outbox = Outbox.Open(_home["outbox.db"]);
        await outbox.AddAsync(Published(1), Cancel);
        var item = Assert.Single(outbox.Next(0, 9));
        for (var i = 1; i < Outbox.MostRefusals; i++) Assert.False(await outbox.RefusedAsync(item, Cancel));
        Assert.Equal(1, outbox.Count());
        Assert.True(await outbox.RefusedAsync(item, Cancel));
        Assert.Equal(0, outbox.Count());
    }

    [Fact]
    public async Task A_damaged_record_is_told_by_the_name_of_its_file()
    {
        await using var outbox = Outbox.Open(_home["outbox.db"]);
        await outbox.AddAsync(Published(1), Cancel);
        using (var connection = SqliteFile.OpenOwn(_home["outbox.db"])) SqliteFile.Execute(connection, "UPDATE waiting SET record = x'9401'");
        Assert.StartsWith($"{_home["outbox.db"]}: an event in it is damaged: at byte ", Assert.Throws<HomeUnavailableException>(() => outbox.Next(0, 9)).Message, StringComparison.Ordinal);
    }
}
