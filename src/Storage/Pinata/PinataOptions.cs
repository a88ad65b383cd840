namespace VizPipeline.Storage;

/// <summary>Where Pinata is and how it is used.</summary>
/// <param name="Uploads">Base address of uploads.</param>
/// <param name="Api">Base address of everything else.</param>
/// <param name="GroupId">The group that new pins belong to; null for none.</param>
public sealed record PinataOptions(Uri Uploads, Uri Api, string? GroupId);
