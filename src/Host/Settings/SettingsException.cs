using System.Collections.Immutable;

namespace VizPipeline.Host;

/// <summary>The settings are wrong; each problem is one line without secrets.</summary>
internal sealed class SettingsException(ImmutableArray<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public ImmutableArray<string> Problems { get; } = problems;
}
