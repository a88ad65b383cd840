using System.Collections.Immutable;

namespace VizPipeline.Host;

/// <summary>All that settings are read from, already in memory.</summary>
internal sealed record SettingSources
{
    private const int MostBytes = 1 << 20;

    /// <summary>By flag, such as --home.</summary>
    public IReadOnlyDictionary<string, string> Flags { get; init; } = ImmutableDictionary<string, string>.Empty;

    public IReadOnlyDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    public SettingFile DotEnv { get; init; } = SettingFile.None;

    public SettingFile Json { get; init; } = SettingFile.None;

    public int Cores { get; init; } = 1;

    /// <summary>Takes .env and viz.json of a folder; a file that is not there is no error, one that cannot be read is.</summary>
    public static SettingSources Of(
        IReadOnlyDictionary<string, string> flags, IReadOnlyDictionary<string, string> environment, string folder, int cores) => new()
        {
            Flags = flags,
            Environment = environment,
            DotEnv = Open(Path.Combine(folder, ".env")),
            Json = Open(Path.Combine(folder, "viz.json")),
            Cores = cores,
        };

    private static SettingFile Open(string path)
    {
        try
        {
            using var file = File.Exists(path) ? File.OpenRead(path) : null;
            if (file is null) return SettingFile.None;
            var bytes = new byte[MostBytes + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length > MostBytes ? new(null, "it is larger than 1 MiB; settings are not") : new(bytes[..length], null);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return new(null, "it cannot be read; check its permissions, or take it away");
        }
    }
}

/// <summary>The content of a settings file; both null when there is none.</summary>
internal sealed record SettingFile(byte[]? Content, string? Unreadable)
{
    public static SettingFile None { get; } = new(null, null);
}
