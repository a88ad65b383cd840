using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace VizPipeline.Storage;

/// <summary>The name index as one SQLite file; writes share flushes to disk. Keys are compared by their UTF-8 bytes, which for ASCII is ordinal order.</summary>
public sealed class LocalNames : INameIndex, IAsyncDisposable
{
    private const int PageRows = 1024;

    private const string Find = "SELECT value FROM names WHERE key = ?1";
    private const string Put = "INSERT INTO names (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2";
    private const string Delete = "DELETE FROM names WHERE key = ?1";
    private const string From = "SELECT key FROM names WHERE key >= ?1 ORDER BY key LIMIT ?2";
    private const string After = "SELECT key FROM names WHERE key > ?1 ORDER BY key LIMIT ?2";

    private static readonly SqliteSchema _schema = new(["CREATE TABLE names (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"]);

    private readonly GroupWriter? _writer;
    private readonly ReaderPool _readers;
    private readonly string _path;

    private LocalNames(string path, bool writable)
    {
        _path = path;
        _writer = writable ? new(path, _schema) : null;
        _readers = new(path);
    }

    private GroupWriter Writer => _writer ?? throw new InvalidOperationException($"{_path} was opened to be read only");

    /// <summary>Opens an index, made when missing and migrated when older. Only the holder of the home folder may.</summary>
    /// <exception cref="HomeUnavailableException">The file cannot be opened or made.</exception>
    /// <exception cref="StoreRefusedException">It was written by a newer version.</exception>
    public static LocalNames Open(string path) => new(path, writable: true);

    /// <summary>
    /// Opens an index that is only read, also while another process writes it; null when there is no file, or nothing in it yet. Writing throws
    /// <see cref="InvalidOperationException"/>.
    /// </summary>
    /// <exception cref="HomeUnavailableException">The file cannot be opened.</exception>
    /// <exception cref="StoreRefusedException">It was written by a newer version, or by an older one and not migrated yet.</exception>
    public static LocalNames? OpenToRead(string path)
    {
        return OwnDatabase.Require(path, _schema) ? new(path, writable: false) : null;
    }

    public ValueTask<string?> FindAsync(string key, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_readers.Read(prepared => ValueOf(prepared[Find], key)));
    }

    public ValueTask<IReadOnlyDictionary<string, string>> FindAllAsync(IReadOnlyCollection<string> keys, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_readers.Read<IReadOnlyDictionary<string, string>>(prepared =>
        {
            var found = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var key in keys)
            {
                if (ValueOf(prepared[Find], key) is { } value) found[key] = value;
            }

            return found;
        }));
    }

    public ValueTask PutAsync(string key, string value, CancellationToken cancel) => PutAllAsync([new(key, value)], cancel);

    /// <summary>All or none, in one transaction.</summary>
    public async ValueTask PutAllAsync(IReadOnlyCollection<KeyValuePair<string, string>> pairs, CancellationToken cancel) => await Writer.WriteAsync(
        prepared =>
        {
            foreach (var (key, value) in pairs)
            {
                var put = prepared[Put];
                put.Bind(1, key);
                put.Bind(2, value);
                put.Run();
            }
        },
        cancel);

    public async ValueTask DeleteAsync(string key, CancellationToken cancel) => await Writer.WriteAsync(
        prepared =>
        {
            var delete = prepared[Delete];
            delete.Bind(1, key);
            delete.Run();
        },
        cancel);

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (sql, key) = (From, prefix);
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var page = _readers.Read(prepared => Page(prepared[sql], key));
            foreach (var found in page)
            {
                if (!found.StartsWith(prefix, StringComparison.Ordinal)) yield break;
                yield return found;
            }

            if (page.Length < PageRows) yield break;
            (sql, key) = (After, page[^1]);
        }
    }

    /// <summary>Makes the writes that were taken in, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _readers.Dispose();
        if (_writer is not null) await _writer.DisposeAsync();
    }

    private static string? ValueOf(SqliteStatement find, string key)
    {
        find.Bind(1, key);
        var value = find.Step() ? find.Text(0) : null;
        find.Reset();
        return value;
    }

    private static ImmutableArray<string> Page(SqliteStatement select, string key)
    {
        select.Bind(1, key);
        select.Bind(2, PageRows);
        var keys = ImmutableArray.CreateBuilder<string>();
        while (select.Step()) keys.Add(select.Text(0));
        return keys.DrainToImmutable();
    }
}
