using System.Globalization;

namespace VizPipeline.Host;

/// <summary>Numbers of bytes for people.</summary>
internal static class Sizes
{
    /// <summary><c>812 B</c>, <c>48.5 KB</c>, <c>1.2 GB</c>; a KB is 1,000 bytes.</summary>
    public static string Text(long bytes)
    {
        var (value, unit) = bytes switch
        {
            < 1_000 => ((double)bytes, "B"),
            < 1_000_000 => (bytes / 1e3, "KB"),
            < 1_000_000_000 => (bytes / 1e6, "MB"),
            < 1_000_000_000_000 => (bytes / 1e9, "GB"),
            _ => (bytes / 1e12, "TB"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {unit}");
    }
}
