using System.Collections.Immutable;
using System.Threading.Channels;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>Events that are still to be sent, as one SQLite file of the home folder. What was taken in is sent at least once, also after a crash.</summary>
/// <remarks>Only the holder of the home folder may open it. Throws <see cref="HomeUnavailableException"/> when it cannot be read or written.</remarks>
public sealed class Outbox : IAsyncDisposable
{
    /// <summary>An event that the receiver refused in this many runs, or as often in a long one, is given up.</summary>
    public const int MostRefusals = 5;

    private readonly string _path;
    private readonly GroupWriter _writer;
    private readonly ReaderPool _readers;
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private Outbox(string path)
    {
        _path = path;
        _writer = new(path, OutboxSql.Schema);
        _readers = new(path);
    }

    /// <summary>Opens an outbox, made when missing and migrated when older.</summary>
    /// <exception cref="StoreRefusedException">It was written by a newer version.</exception>
    public static Outbox Open(string path) => new(path);

    /// <summary>Takes an event in; it is durable when this returns. Left out is the picture of a window of which this very picture was the last one told.</summary>
    public async ValueTask AddAsync(OutboxEvent happened, CancellationToken cancel)
    {
        var record = OutboxRecord.Write(happened);
        var id = OutboxRecord.Id(record);
        await _writer.WriteAsync(
            prepared =>
            {
                if (happened is PicturePublished published && !IsNews(prepared, published)) return;
                var add = prepared[OutboxSql.Add];
                add.Bind(1, id);
                add.Bind(2, record);
                add.Run();
            },
            cancel);
        _news.Writer.TryWrite(true);
    }

    /// <summary>Completes when something was taken in since this completed the last time. One caller at a time.</summary>
    public async ValueTask NewsAsync(CancellationToken cancel) => await _news.Reader.ReadAsync(cancel);

    /// <summary>The oldest that wait, after the one of a number.</summary>
    public ImmutableArray<OutboxItem> Next(long after, int most)
    {
        try
        {
            return _readers.Read(prepared => Page(prepared[OutboxSql.After], after, most));
        }
        catch (MessagePackException cause)
        {
            throw new HomeUnavailableException($"{_path}: an event in it is damaged: {cause.Message}; remove the file to go on without its events", cause);
        }
    }

    /// <summary>How many wait.</summary>
    public long Count() => _readers.Read(prepared =>
    {
        var count = prepared[OutboxSql.Count];
        count.Step();
        var waiting = count.Whole(0);
        count.Reset();
        return waiting;
    });

    /// <summary>It arrived.</summary>
    public Task SentAsync(OutboxItem item, CancellationToken cancel) => _writer.WriteAsync(prepared => Remove(prepared, item), cancel);

    /// <summary>The receiver said no. True when it has said so often enough, and the event is given up.</summary>
    public Task<bool> RefusedAsync(OutboxItem item, CancellationToken cancel) => _writer.WriteAsync(
        prepared =>
        {
            var refuse = prepared[OutboxSql.Refuse];
            refuse.Bind(1, item.Number);
            var isEnough = refuse.Step() && refuse.Whole(0) >= MostRefusals;
            refuse.Reset();
            if (isEnough) Remove(prepared, item);
            return isEnough;
        },
        cancel);

    /// <summary>Makes the writes that were taken in, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _readers.Dispose();
        await _writer.DisposeAsync();
    }

    private static ImmutableArray<OutboxItem> Page(SqliteStatement select, long after, int most)
    {
        select.Bind(1, after);
        select.Bind(2, most);
        var items = ImmutableArray.CreateBuilder<OutboxItem>();
        while (select.Step()) items.Add(new(select.Whole(0), Convert.ToHexStringLower(select.Blob(1)), OutboxRecord.Read(select.Blob(2))));
        return items.DrainToImmutable();
    }

    private static bool IsNews(PreparedStatements prepared, PicturePublished published)
    {
        var tell = prepared[OutboxSql.Tell];
        tell.Bind(1, published.Window.Key);
        tell.Bind(2, published.Cid);
        var isNews = tell.Step();
        tell.Reset();
        return isNews;
    }

    private static void Remove(PreparedStatements prepared, OutboxItem item)
    {
        var remove = prepared[OutboxSql.Remove];
        remove.Bind(1, item.Number);
        remove.Run();
    }
}

/// <summary>An event that waits.</summary>
/// <param name="Number">Its place in the order of taking in.</param>
/// <param name="Id">The same for every delivery: 32 hexadecimal digits.</param>
/// <param name="Event">What happened.</param>
public sealed record OutboxItem(long Number, string Id, OutboxEvent Event);
