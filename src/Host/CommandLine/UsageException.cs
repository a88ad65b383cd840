namespace VizPipeline.Host;

/// <summary>The command line is wrong in a way that only the verb can see; the message says what would be right.</summary>
internal sealed class UsageException(string message) : Exception(message);
