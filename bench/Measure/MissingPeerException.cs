namespace VizPipeline.Bench;

/// <summary>A program that a bench compares with cannot be run. The message says what to install.</summary>
internal sealed class MissingPeerException(string message) : Exception(message);
