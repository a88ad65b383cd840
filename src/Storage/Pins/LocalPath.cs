namespace VizPipeline.Storage;

/// <summary>A pin's path, forward slashes on every system, as a file below a folder, both ways.</summary>
internal static class LocalPath
{
    /// <exception cref="ArgumentException">The path is empty or rooted, leaves the folder, or is written in another way than the one.</exception>
    public static string Of(string folder, string path)
    {
        var parts = path.Split('/');
        if (Path.IsPathRooted(path) || path.AsSpan().ContainsAny('\\', '\0') || parts.Any(part => part is "" or "." or ".."))
            throw new ArgumentException($"\"{path}\" is not a relative path with forward slashes that stays in its folder.", nameof(path));
        return Path.Combine([folder, .. parts]);
    }

    public static string Below(string folder, string file) => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
}
