using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Doubles;

/// <summary>One request, and what became of it.</summary>
/// <param name="Number">Counted from 1 in order of arrival.</param>
/// <param name="At">When it arrived, by the double's own clock.</param>
/// <param name="Call">What it asked for.</param>
/// <param name="About">The key, the file's name, its id, or how many pairs; empty where nothing is known.</param>
/// <param name="Status">Null when no answer was sent: the connection ended.</param>
/// <param name="Refusal">The rule it broke.</param>
/// <param name="Faults">What the script did to it.</param>
public sealed record Exchange(
    long Number, Instant At, ProviderCall Call, string About, int? Status, Refusal Refusal, ImmutableArray<ScriptedFault> Faults);
