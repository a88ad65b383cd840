using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>The ledger of a home where nothing was ever done, for those who only look. Writing throws <see cref="InvalidOperationException"/>.</summary>
public sealed class UnwrittenLedger : ILedger
{
    public ValueTask PlanAsync(IReadOnlyCollection<LedgerEntry> windows, CancellationToken cancel) => throw Refusal;

    public ValueTask RecordAsync(LedgerEntry entry, ReadOnlyMemory<byte>? preview, CancellationToken cancel) => throw Refusal;

    public ValueTask FailAsync(IReadOnlyCollection<LedgerEntry> entries, bool rejected, string error, Instant now, CancellationToken cancel) => throw Refusal;

    public ValueTask<LedgerEntry?> FindAsync(string key, CancellationToken cancel) => ValueTask.FromResult<LedgerEntry?>(null);

    public ValueTask<ImmutableArray<LedgerEntry>> ReadAsync(string sensor, WindowKind kind, Instant from, Instant to, CancellationToken cancel) =>
        ValueTask.FromResult(ImmutableArray<LedgerEntry>.Empty);

    public IAsyncEnumerable<LedgerEntry> ReadAsync(ImmutableArray<WindowState> states, CancellationToken cancel) => AsyncEnumerable.Empty<LedgerEntry>();

    public ValueTask<ImmutableArray<WindowStanding>> StandingsAsync(string sensor, WindowKind kind, Instant from, Instant to, CancellationToken cancel) =>
        ValueTask.FromResult(ImmutableArray<WindowStanding>.Empty);

    public ValueTask<LedgerPage> PageAsync(LedgerQuery query, CancellationToken cancel) => ValueTask.FromResult(new LedgerPage([], Next: null));

    public ValueTask<ImmutableArray<LedgerCount>> CountAsync(CancellationToken cancel) => ValueTask.FromResult(ImmutableArray<LedgerCount>.Empty);

    public ValueTask<byte[]?> PreviewAsync(string key, CancellationToken cancel) => ValueTask.FromResult<byte[]?>(null);

    public ValueTask<LedgerEntry?> LatestAsync(string sensor, WindowKind kind, CancellationToken cancel) => ValueTask.FromResult<LedgerEntry?>(null);

    public ValueTask<string> FixAsync(string name, string value, CancellationToken cancel) => throw Refusal;

    public ValueTask<string?> FactAsync(string name, CancellationToken cancel) => ValueTask.FromResult<string?>(null);

    public ValueTask<long> BeginRunAsync(string verb, Instant started, CancellationToken cancel) => throw Refusal;

    public ValueTask EndRunAsync(long id, Instant finished, int exitCode, RunSummary? summary, string lastLine, CancellationToken cancel) => throw Refusal;

    public ValueTask<RunRecord?> FindRunAsync(long id, CancellationToken cancel) => ValueTask.FromResult<RunRecord?>(null);

    public ValueTask<ImmutableArray<RunRecord>> RunsAsync(int count, CancellationToken cancel) => ValueTask.FromResult(ImmutableArray<RunRecord>.Empty);

    private static InvalidOperationException Refusal => new("a home where nothing was ever done is only looked at");
}
