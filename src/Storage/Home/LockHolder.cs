using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace VizPipeline.Storage;

/// <summary>Who works in a home folder, as kept beside the lock for others to read: one line of process id, instant and command.</summary>
public sealed record LockHolder(int Process, Instant Since, string Command)
{
    /// <summary>Null for a line that is not of this form.</summary>
    public static LockHolder? Parse(string line)
    {
        if (line.Trim().Split(' ', 3) is not [var process, var since, var command]) return null;
        if (!int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return null;
        return InstantPattern.General.Parse(since) is { Success: true, Value: var instant } ? new(id, instant, command) : null;
    }

    public string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{Process} {InstantPattern.General.Format(Since)} {Command}\n");
}
