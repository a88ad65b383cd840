using System.Runtime.InteropServices;

namespace VizPipeline.Bench;

/// <summary>What a figure was measured on.</summary>
/// <param name="Cores">Of the processor.</param>
/// <param name="Processor">Its name.</param>
/// <param name="System">Name and version.</param>
/// <param name="Runtime">Name and version.</param>
/// <param name="Load">What else was running when the program began: the system's load average over a minute. Null where it is not told.</param>
internal sealed record Machine(int Cores, string Processor, string System, string Runtime, string? Load)
{
    public static Machine This => new(
        Environment.ProcessorCount,
        Field("/proc/cpuinfo", "model name", ':') ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Field("/etc/os-release", "PRETTY_NAME", '=')?.Trim('"') ?? RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : null);

    public override string ToString() => $"{Cores} cores of {Processor}, {System}, {Runtime}{(Load is null ? "" : $", load average {Load} before it began")}";

    private static string? Field(string file, string name, char mark) => !File.Exists(file) ? null : File.ReadLines(file)
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf(mark, StringComparison.Ordinal) + 1)..].Trim())
        .FirstOrDefault();
}
