using System.Collections.Immutable;

namespace VizPipeline.Host;

/// <summary>Gathers everything that is wrong with the settings, one line each.</summary>
internal sealed class Findings
{
    private readonly List<string> _lines = [];

    public ImmutableArray<string> Lines => [.. _lines];

    public void Add(string where, string wrong) => _lines.Add($"{where}: {wrong}");
}
