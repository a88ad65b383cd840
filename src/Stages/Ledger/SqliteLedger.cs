using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>The ledger as one SQLite file: all writes through one group writer, reads on connections of their own. Nothing keeps rows in memory.</summary>
public sealed class SqliteLedger : ILedger, IAsyncDisposable
{
    private const int PageRows = 1024;

    private readonly GroupWriter? _writer;
    private readonly ReaderPool _readers;
    private readonly string _path;

    private SqliteLedger(string path, bool writable)
    {
        _path = path;
        _writer = writable ? new(path, LedgerSql.Schema) : null;
        _readers = new(path);
    }

    /// <summary>Opens a ledger, made when missing and migrated when older. Only the holder of the home folder may.</summary>
    /// <exception cref="HomeUnavailableException">The file cannot be opened or made.</exception>
    /// <exception cref="StoreRefusedException">It was written by a newer version.</exception>
    public static SqliteLedger Open(string path) => new(path, writable: true);

    /// <summary>
    /// Opens a ledger that is only read, also while another process writes it; null when there is no file, or nothing in it yet. Writing throws
    /// <see cref="InvalidOperationException"/>.
    /// </summary>
    /// <exception cref="HomeUnavailableException">The file cannot be opened.</exception>
    /// <exception cref="StoreRefusedException">It was written by a newer version, or by an older one and not migrated yet.</exception>
    public static SqliteLedger? OpenToRead(string path)
    {
        return OwnDatabase.Require(path, LedgerSql.Schema) ? new(path, writable: false) : null;
    }

    private GroupWriter Writer => _writer ?? throw new InvalidOperationException($"{_path} was opened to be read only");

    public async ValueTask PlanAsync(IReadOnlyCollection<LedgerEntry> windows, CancellationToken cancel) =>
        await Writer.WriteAsync(prepared => LedgerWrites.Plan(prepared, windows), cancel);

    public async ValueTask RecordAsync(LedgerEntry entry, ReadOnlyMemory<byte>? preview, CancellationToken cancel)
    {
        // Copied, because the write may outlive a cancelled wait.
        var kept = preview is { IsEmpty: false } png ? png.ToArray() : null;
        await Writer.WriteAsync(prepared => LedgerWrites.Record(prepared, entry, kept), cancel);
    }

    public async ValueTask FailAsync(IReadOnlyCollection<LedgerEntry> entries, bool rejected, string error, Instant now, CancellationToken cancel) =>
        await Writer.WriteAsync(prepared => LedgerWrites.Fail(prepared, entries, rejected, error, now), cancel);

    public async ValueTask<string> FixAsync(string name, string value, CancellationToken cancel) =>
        await Writer.WriteAsync(prepared => LedgerWrites.Fix(prepared, name, value), cancel);

    public async ValueTask<long> BeginRunAsync(string verb, Instant started, CancellationToken cancel) =>
        await Writer.WriteAsync(prepared => LedgerWrites.Begin(prepared, verb, started), cancel);

    public async ValueTask EndRunAsync(long id, Instant finished, int exitCode, RunSummary? summary, string lastLine, CancellationToken cancel) =>
        await Writer.WriteAsync(prepared => LedgerWrites.End(prepared, id, finished, exitCode, summary, lastLine), cancel);

    public ValueTask<LedgerEntry?> FindAsync(string key, CancellationToken cancel) => Read(prepared => LedgerReads.Find(prepared, key), cancel);

    public ValueTask<ImmutableArray<LedgerEntry>> ReadAsync(string sensor, WindowKind kind, Instant from, Instant to, CancellationToken cancel) =>
        Read(prepared => LedgerReads.Range(prepared, sensor, kind, from, to), cancel);

    public async IAsyncEnumerable<LedgerEntry> ReadAsync(ImmutableArray<WindowState> states, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (states.IsDefaultOrEmpty) yield break;
        var sql = LedgerSql.InStates(states);
        var (end, id) = (Instant.MinValue, 0L);
        while (true)
        {
            var (afterEnd, afterId) = (end, id);
            var page = await Read(prepared => LedgerReads.Page(prepared, sql, afterEnd, afterId, PageRows), cancel);
            foreach (var (entry, _) in page) yield return entry;
            if (page.Length < PageRows) yield break;
            (end, id) = (page[^1].Entry.Window.End, page[^1].Id);
        }
    }

    public ValueTask<ImmutableArray<WindowStanding>> StandingsAsync(string sensor, WindowKind kind, Instant from, Instant to, CancellationToken cancel) =>
        Read(prepared => LedgerReads.Standings(prepared, sensor, kind, from, to), cancel);

    public ValueTask<LedgerPage> PageAsync(LedgerQuery query, CancellationToken cancel) => Read(prepared => LedgerPages.Read(prepared, query), cancel);

    public ValueTask<ImmutableArray<LedgerCount>> CountAsync(CancellationToken cancel) => Read(prepared => LedgerReads.Count(prepared), cancel);

    public ValueTask<byte[]?> PreviewAsync(string key, CancellationToken cancel) => Read(prepared => LedgerReads.Preview(prepared, key), cancel);

    public ValueTask<LedgerEntry?> LatestAsync(string sensor, WindowKind kind, CancellationToken cancel) =>
        Read(prepared => LedgerReads.Latest(prepared, sensor, kind), cancel);

    public ValueTask<string?> FactAsync(string name, CancellationToken cancel) => Read(prepared => LedgerReads.Fact(prepared, name), cancel);

    public ValueTask<RunRecord?> FindRunAsync(long id, CancellationToken cancel) => Read(prepared => LedgerReads.Run(prepared, id), cancel);

    public ValueTask<ImmutableArray<RunRecord>> RunsAsync(int count, CancellationToken cancel) =>
        Read(prepared => LedgerReads.Runs(prepared, count), cancel);

    /// <summary>Makes the writes that were taken in, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _readers.Dispose();
        if (_writer is not null) await _writer.DisposeAsync();
    }

    private ValueTask<T> Read<T>(Func<PreparedStatements, T> read, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_readers.Read(read));
    }
}
