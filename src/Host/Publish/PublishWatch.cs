using System.Collections.Concurrent;
using System.Globalization;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>How many bytes of how many files have gone. Safe to read while it runs.</summary>
/// <param name="files">All files.</param>
/// <param name="bytes">Their length together.</param>
internal sealed class PublishWatch(int files, long bytes)
{
    // By name, which two files may share: then only the figure is off, and only while both are on their way.
    private readonly ConcurrentDictionary<string, long> _underWay = new(StringComparer.Ordinal);
    private int _ended;
    private long _endedBytes;

    /// <summary>A piece of a file was sent; a repeated attempt begins at its first byte again.</summary>
    public void Sent(string name, long sent, long all) => _underWay[name] = sent;

    public void Ended(PublishResult result)
    {
        _underWay.TryRemove(result.Picture.Name, out _);
        Interlocked.Increment(ref _ended);
        Interlocked.Add(ref _endedBytes, result.Bytes);
    }

    public Progress Look()
    {
        var sent = Math.Min(bytes, Interlocked.Read(ref _endedBytes) + _underWay.Values.Sum());
        var brief = string.Create(CultureInfo.InvariantCulture, $"{Volatile.Read(ref _ended):N0} of {files:N0} files, {Sizes.Text(sent)} of {Sizes.Text(bytes)}");
        return new Progress(sent, bytes, brief, brief);
    }
}
