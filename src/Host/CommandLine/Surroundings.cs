using NodaTime;

namespace VizPipeline.Host;

/// <summary>Everything that reaches a command from outside its arguments.</summary>
/// <param name="Environment">The environment variables.</param>
/// <param name="Folder">Where .env and viz.json are looked for.</param>
/// <param name="Output">Where it speaks.</param>
/// <param name="Clock">What time it is.</param>
/// <param name="Stop">Ctrl-C, once and twice.</param>
/// <param name="Cores">Processor cores.</param>
internal sealed record Surroundings(
    IReadOnlyDictionary<string, string> Environment, string Folder, Output Output, IClock Clock, StopSignals Stop, int Cores)
{
    /// <summary>What measures and waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
