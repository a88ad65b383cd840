using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>A disk that forgets, when its power is cut, everything that was not flushed.</summary>
internal sealed class SimulatedDisk(bool canFlushAll) : IDisk
{
    private readonly Dictionary<string, Inode> _names = [];
    private readonly HashSet<string> _folders = ["/home"];
    private Dictionary<string, Inode> _keptNames = [];
    private HashSet<string> _keptFolders = ["/home"];

    /// <summary>Called while everything is being flushed, when what is to be flushed has been chosen.</summary>
    public Action During { get; set; } = () => { };

    public bool CanFlushAll => canFlushAll;

    /// <summary>What is under a name after a power cut; null where it is missing or cut short.</summary>
    public byte[]? AfterPowerCut(string path) =>
        _keptNames.GetValueOrDefault(path)?.Kept is { } kept && Above(path).All(_keptFolders.Contains) ? kept : null;

    public bool Holds(string path, ReadOnlySpan<byte> content) => _names.TryGetValue(path, out var inode) && content.SequenceEqual(inode.Content);

    public void MakeFolder(string path) => _folders.UnionWith(Above(path).Append(path));

    public void Write(string path, ReadOnlySpan<byte> content, bool flush)
    {
        if (!_folders.Contains(Path.GetDirectoryName(path)!)) throw new DirectoryNotFoundException(path);
        _names[path] = new Inode(content.ToArray());
        if (flush) FlushFile(path);
    }

    public void Rename(string from, string to)
    {
        if (!_folders.Contains(Path.GetDirectoryName(to)!)) throw new DirectoryNotFoundException(to);
        _names[to] = _names[from];
        _names.Remove(from);
    }

    public void FlushFile(string path) => _names[path].Flush();

    public void FlushFolder(string path)
    {
        foreach (var name in _keptNames.Keys.Where(name => Path.GetDirectoryName(name) == path).ToList()) _keptNames.Remove(name);
        foreach (var (name, inode) in _names.Where(entry => Path.GetDirectoryName(entry.Key) == path)) _keptNames[name] = inode;
        _keptFolders.UnionWith(_folders.Where(folder => Path.GetDirectoryName(folder) == path));
    }

    public void FlushAll()
    {
        var (names, folders) = (new Dictionary<string, Inode>(_names), new HashSet<string>(_folders));
        During();
        foreach (var inode in names.Values) inode.Flush();
        (_keptNames, _keptFolders) = (names, folders);
    }

    private static IEnumerable<string> Above(string path)
    {
        for (var above = Path.GetDirectoryName(path); above is { Length: > 1 }; above = Path.GetDirectoryName(above)) yield return above;
    }

    private sealed class Inode(byte[] content)
    {
        public byte[] Content => content;

        public byte[]? Kept { get; private set; }

        public void Flush() => Kept = content;
    }
}
