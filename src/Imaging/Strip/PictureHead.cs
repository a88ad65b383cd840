namespace VizPipeline.Imaging;

/// <summary>How far a picture's file begins like others: all files with the same <paramref name="Identity"/> begin with the same <paramref name="Length"/> bytes.</summary>
/// <param name="Identity">An object to tell heads apart by and to attach things to; null where nothing is known.</param>
/// <param name="Length">Bytes; 0 where nothing is known.</param>
public readonly record struct PictureHead(object? Identity, int Length);
