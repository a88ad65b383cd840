using System.Globalization;

namespace VizPipeline.Bench;

/// <summary>The most memory this process had resident since it was last asked to forget: Linux keeps the figure, elsewhere there is none.</summary>
internal static class PeakMemory
{
    public static void Forget()
    {
        if (OperatingSystem.IsLinux()) File.WriteAllText("/proc/self/clear_refs", "5");
    }

    /// <summary>Bytes; null where the system does not say.</summary>
    public static long? Read() => !OperatingSystem.IsLinux() ? null : File.ReadLines("/proc/self/status")
        .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024)
        .Single();
}
