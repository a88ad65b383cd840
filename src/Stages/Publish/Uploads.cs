using System.Collections.Immutable;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>What was sent to a store outside, by content, and which pictures rely on it: one SQLite file of the home folder. Every write is durable when it returns.</summary>
/// <remarks>Only the holder of the home folder may open it. Throws <see cref="HomeUnavailableException"/> when it cannot be read or written.</remarks>
public sealed class Uploads : IAsyncDisposable
{
    private readonly GroupWriter _writer;

    private Uploads(string path)
    {
        _writer = new(path, UploadSql.Schema);
        Writes = new DayWrites(_writer);
    }

    /// <summary>What was written into the index outside.</summary>
    public IDayTally Writes { get; }

    /// <summary>Opens the record, made when missing and migrated when older.</summary>
    /// <exception cref="StoreRefusedException">It was written by a newer version.</exception>
    public static Uploads Open(string path) => new(path);

    /// <summary>Whether it is the record of another store than this.</summary>
    public Task<bool> PinsElsewhereAsync(string place, CancellationToken cancel) => _writer.WriteAsync(prepared => Place(prepared, "pins") is { } before && before != place, cancel);

    /// <summary>From now on it is the record of this store. True where it was another's: of what was sent there nothing is known here, and it is looked for before it is sent.</summary>
    public Task<bool> PinAtAsync(string place, CancellationToken cancel) => MoveAsync("pins", place, UploadSql.ForgetPins, cancel);

    /// <summary>From now on what is pinned is named in this index. True where it was another before, whose writes no longer count.</summary>
    public Task<bool> NameAtAsync(string place, CancellationToken cancel) => MoveAsync("names", place, UploadSql.ForgetAllWrites, cancel);

    /// <summary>A picture is about to rely on this content: what is known of it, and if that is nothing, that its upload begins. Until its claim is taken back, its pin stays.</summary>
    /// <param name="cid">The content.</param>
    /// <param name="path">The picture's own name, whatever it shows.</param>
    /// <param name="name">What the store will call it.</param>
    /// <param name="isPassing">Whether the picture will show another content later.</param>
    /// <param name="cancel">Ends the wait, not the write.</param>
    public Task<Upload> BeginAsync(Cid cid, string path, string name, bool isPassing, CancellationToken cancel) => _writer.WriteAsync(
        prepared =>
        {
            Run(prepared, UploadSql.Claim, path, cid.Text, isPassing ? "1" : "0");
            if (Find(prepared, cid) is { } known) return known;
            Run(prepared, UploadSql.Begin, cid.Text, name);
            return new Upload(cid, name, Last: null, IsLeaving: false, WasBegun: false);
        },
        cancel);

    /// <summary>The store has it.</summary>
    public Task EndAsync(Cid cid, Pin pin, CancellationToken cancel) => _writer.WriteAsync(prepared => Run(prepared, UploadSql.End, cid.Text, pin.Id, pin.Cid.Text), cancel);

    /// <summary>It was not sent at all.</summary>
    public Task UnbeginAsync(Cid cid, CancellationToken cancel) => _writer.WriteAsync(prepared => Run(prepared, UploadSql.Unbegin, cid.Text), cancel);

    /// <summary>It is about to be sent again although it may have arrived before, or it is known that it arrived twice.</summary>
    public Task DoubtAsync(Cid cid, CancellationToken cancel) => _writer.WriteAsync(prepared => Run(prepared, UploadSql.Doubt, cid.Text, "1"), cancel);

    /// <summary>It is there once, as this pin; null where it is not there at all.</summary>
    public Task SettleAsync(Cid cid, Pin? pin, CancellationToken cancel) => _writer.WriteAsync(
        prepared =>
        {
            var settle = prepared[UploadSql.Settle];
            settle.Bind(1, cid.Text);
            settle.BindOrNull(2, pin?.Id);
            settle.BindOrNull(3, pin?.Cid.Text);
            settle.Run();
        },
        cancel);

    /// <summary>Some of those that may be there twice, or although nothing relies on them, and whether something does.</summary>
    public Task<ImmutableArray<(Upload Upload, bool IsClaimed)>> UnsettledAsync(int most, CancellationToken cancel) => _writer.WriteAsync(
        prepared =>
        {
            var select = prepared[UploadSql.Unsettled];
            select.Bind(1, most);
            var found = ImmutableArray.CreateBuilder<(Upload, bool)>();
            while (select.Step()) found.Add((Read(select, new Cid(select.Text(0)!), at: 1), select.Whole(5) != 0));
            select.Reset();
            return found.DrainToImmutable();
        },
        cancel);

    /// <summary>The content that the store calls so, as computed here.</summary>
    public Task<Cid> OwnAsync(Cid cid, CancellationToken cancel) => _writer.WriteAsync(prepared => Own(prepared, cid), cancel);

    /// <summary>A picture relies on this content and on no other any more. Gives the others that it still claims: those that passed, if they are to be taken back.</summary>
    /// <param name="path">The picture's own name.</param>
    /// <param name="cid">As computed here, or as the store calls it.</param>
    /// <param name="isPassing">Whether it will show another one later.</param>
    /// <param name="leavesPassed">Whether claims of contents that passed stay, for the caller to take back.</param>
    /// <param name="cancel">Ends the wait, not the write.</param>
    public Task<ImmutableArray<Cid>> KeepAsync(string path, Cid cid, bool isPassing, bool leavesPassed, CancellationToken cancel) => _writer.WriteAsync(
        prepared =>
        {
            var own = Own(prepared, cid).Text;
            if (!isPassing) Run(prepared, UploadSql.Last, path, own);
            Run(prepared, leavesPassed ? UploadSql.KeepPassing : UploadSql.Keep, path, own);
            return Others(prepared, path, own);
        },
        cancel);

    /// <summary>A picture no longer relies on this content. Where no other does either, gives the pin, which is about to be removed: whoever needs it again has to look first.</summary>
    public Task<Pin?> UnclaimAsync(string path, Cid cid, CancellationToken cancel) => _writer.WriteAsync(
        prepared =>
        {
            Run(prepared, UploadSql.Unclaim, path, cid.Text);
            if (IsClaimed(prepared, cid)) return null;
            Run(prepared, UploadSql.Leave, cid.Text);
            return Find(prepared, cid)?.Last;
        },
        cancel);

    /// <summary>Its pin is removed; where it may have been there twice, the rest is still to be settled.</summary>
    public Task RemovedAsync(Cid cid, CancellationToken cancel) => _writer.WriteAsync(prepared => Run(prepared, UploadSql.Removed, cid.Text), cancel);

    /// <summary>The store has it no longer.</summary>
    public Task ForgetAsync(Cid cid, CancellationToken cancel) => _writer.WriteAsync(prepared => Run(prepared, UploadSql.Forget, cid.Text), cancel);

    /// <summary>Makes the writes that were taken in, then closes the file.</summary>
    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private Task<bool> MoveAsync(string what, string place, string forget, CancellationToken cancel) => _writer.WriteAsync(
        prepared =>
        {
            var before = Place(prepared, what);
            Run(prepared, UploadSql.Move, what, place);
            if (before is null || before == place) return false;
            Run(prepared, forget);
            return true;
        },
        cancel);

    private static string? Place(PreparedStatements prepared, string what)
    {
        var find = prepared[UploadSql.Place];
        find.Bind(1, what);
        var place = find.Step() ? find.Text(0) : null;
        find.Reset();
        return place;
    }

    private static Cid Own(PreparedStatements prepared, Cid cid)
    {
        var own = prepared[UploadSql.Own];
        own.Bind(1, cid.Text);
        var found = own.Step() ? new Cid(own.Text(0)!) : cid;
        own.Reset();
        return found;
    }

    private static ImmutableArray<Cid> Others(PreparedStatements prepared, string path, string cid)
    {
        var others = prepared[UploadSql.Others];
        others.Bind(1, path);
        others.Bind(2, cid);
        var found = ImmutableArray.CreateBuilder<Cid>();
        while (others.Step()) found.Add(new Cid(others.Text(0)));
        return found.DrainToImmutable();
    }

    private static bool IsClaimed(PreparedStatements prepared, Cid cid)
    {
        var claimed = prepared[UploadSql.IsClaimed];
        claimed.Bind(1, cid.Text);
        var isClaimed = claimed.Step();
        claimed.Reset();
        return isClaimed;
    }

    private static Upload? Find(PreparedStatements prepared, Cid cid)
    {
        var find = prepared[UploadSql.Find];
        find.Bind(1, cid.Text);
        var found = find.Step() ? Read(find, cid, at: 0) : null;
        find.Reset();
        return found;
    }

    private static Upload Read(SqliteStatement row, Cid cid, int at)
    {
        var (name, id) = (row.Text(at)!, row.Text(at + 1));
        return new(cid, name, id is null ? null : new Pin(id, new Cid(row.Text(at + 2)!), name, Bytes: 0), row.Whole(at + 3) != 0, WasBegun: true);
    }

    private static void Run(PreparedStatements prepared, string sql, params ReadOnlySpan<string> values)
    {
        var statement = prepared[sql];
        for (var at = 0; at < values.Length; at++) statement.Bind(at + 1, values[at]);
        statement.Run();
    }
}
