namespace VizPipeline.Bench;

/// <summary>What drawing the pictures of a round came to.</summary>
/// <param name="Each">By the clock, a picture.</param>
/// <param name="Last">The file of the round's last picture.</param>
internal sealed record DrawnPictures(TimeSpan Each, byte[] Last);
