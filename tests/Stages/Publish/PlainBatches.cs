using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>Wrong batches: none at all, or such as keep a key's first value.</summary>
internal sealed class PlainBatches(INameIndex names, bool batches) : INameIndex
{
    private Dictionary<string, string>? _open;
    private Task _sending = Task.CompletedTask;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public bool KeepsFirst { get; init; }

    public async ValueTask PutAsync(string key, string value, CancellationToken cancel)
    {
        if (!batches)
        {
            await names.PutAllAsync([new(key, value)], cancel);
            return;
        }

        if (_open is null)
        {
            _open = new(StringComparer.Ordinal);
            _sending = SendAsync(_open);
        }

        if (!KeepsFirst || !_open.ContainsKey(key)) _open[key] = value;
        await _sending;
    }

    public ValueTask PutAllAsync(IReadOnlyCollection<KeyValuePair<string, string>> pairs, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<string?> FindAsync(string key, CancellationToken cancel) => names.FindAsync(key, cancel);

    public ValueTask<IReadOnlyDictionary<string, string>> FindAllAsync(IReadOnlyCollection<string> keys, CancellationToken cancel) => names.FindAllAsync(keys, cancel);

    public ValueTask DeleteAsync(string key, CancellationToken cancel) => names.DeleteAsync(key, cancel);

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancel) => names.ListAsync(prefix, cancel);

    private async Task SendAsync(Dictionary<string, string> pairs)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), Time);
        _open = null;
        await names.PutAllAsync(pairs, default);
    }
}
