namespace VizPipeline.Bench;

/// <summary>What drawing the pictures of a round came to.</summary>
/// <param name="Each">By the clock, a picture.</param>
/// <param name="Last">The file of the round's last picture.</param>
/// <param name="Allocated">Bytes on the managed heap, a picture; null for a way that does not tell.</param>
internal sealed record DrawnPictures(TimeSpan Each, byte[] Last, double? Allocated = null);
