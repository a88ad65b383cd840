using System.Runtime.InteropServices;

namespace VizPipeline.Bench;

/// <summary>What a figure was measured on.</summary>
internal sealed record Machine(int Cores, string Processor, string System, string Runtime)
{
    public static Machine This { get; } = new(
        Environment.ProcessorCount,
        Field("/proc/cpuinfo", "model name", ':') ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Field("/etc/os-release", "PRETTY_NAME", '=')?.Trim('"') ?? RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription);

    public override string ToString() => $"{Cores} cores of {Processor}, {System}, {Runtime}";

    private static string? Field(string file, string name, char mark) => !File.Exists(file) ? null : File.ReadLines(file)
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf(mark, StringComparison.Ordinal) + 1)..].Trim())
        .FirstOrDefault();
}
