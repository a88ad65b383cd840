using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Doubles;

/// <summary>The rows, in the order in which they were made. Safe for use by many threads at once.</summary>
internal sealed class PinataFiles
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, PinataFile> _rows = [];
    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Network, Cid Cid), SortedSet<long>> _byCid = [];
    private long _last;

    public ImmutableArray<PinataFile> All
    {
        get
        {
            lock (_lock) return [.. _rows.Values];
        }
    }

    /// <summary>Makes a row; or, if <paramref name="repeats"/> is false, gives the first that has this content in this network.</summary>
    public (PinataFile File, bool IsDuplicate) Add(PinataUpload upload, Instant now, bool repeats)
    {
        lock (_lock)
        {
            var isDuplicate = _byCid.TryGetValue((upload.Network, upload.Cid), out var same);
            if (isDuplicate && !repeats) return (_rows[same!.Min], true);

            var number = ++_last;
            var id = string.Create(CultureInfo.InvariantCulture, $"01900000-0000-7000-8000-{number:x12}");
            var file = new PinataFile(id, upload.Cid, upload.Name, upload.Bytes, upload.Network, upload.GroupId, upload.KeyValues, upload.MediaType, now);
            _rows.Add(number, file);
            _numbers.Add(id, number);
            if (same is null) _byCid.Add((upload.Network, upload.Cid), [number]);
            else same.Add(number);
            return (file, isDuplicate);
        }
    }

    public PinataFile? Find(string network, string id)
    {
        lock (_lock) return _numbers.TryGetValue(id, out var number) && _rows[number] is var file && file.Network == network ? file : null;
    }

    /// <summary>A page of rows, the newest first.</summary>
    /// <param name="network">Only of this.</param>
    /// <param name="cid">Only of this; null is any.</param>
    /// <param name="matches">Only these.</param>
    /// <param name="before">Only rows older than this number.</param>
    /// <param name="most">How many.</param>
    /// <returns>The rows, and the number to go on before; null at the end.</returns>
    public (ImmutableArray<PinataFile> Files, long? Next) Page(string network, Cid? cid, Func<PinataFile, bool> matches, long before, int most)
    {
        lock (_lock)
        {
            IEnumerable<long> numbers = cid is not { } one ? _rows.Keys : _byCid.TryGetValue((network, one), out var same) ? same : [];
            var page = numbers.Reverse().Where(number => number < before && _rows[number].Network == network && matches(_rows[number])).Take(most + 1).ToList();
            return ([.. page.Take(most).Select(number => _rows[number])], page.Count > most ? page[most - 1] : null);
        }
    }

    /// <summary>False when there is no such row.</summary>
    public bool Remove(string network, string id)
    {
        lock (_lock)
        {
            if (!_numbers.TryGetValue(id, out var number) || _rows[number] is not { } file || file.Network != network) return false;
            _numbers.Remove(id);
            _rows.Remove(number);
            var same = _byCid[(network, file.Cid)];
            same.Remove(number);
            if (same.Count == 0) _byCid.Remove((network, file.Cid));
            return true;
        }
    }
}
