namespace VizPipeline.Doubles;

/// <summary>A request's place among all that came in.</summary>
/// <param name="Number">Among all requests, from 1.</param>
/// <param name="Call">What it asks for.</param>
/// <param name="OfCall">Among those that ask for the same, from 1.</param>
public readonly record struct Turn(long Number, ProviderCall Call, long OfCall);
