namespace VizPipeline.Imaging;

/// <summary>How far a picture's file begins like others: all files with the same <paramref name="Identity"/> begin with the same <paramref name="Length"/> bytes.</summary>
/// <param name="Identity">Null where nothing is known.</param>
/// <param name="Length">Bytes; 0 where nothing is known.</param>
public readonly record struct PictureHead(HeadIdentity? Identity, int Length);

/// <summary>Tells beginnings of files apart: equal only to itself.</summary>
public sealed class HeadIdentity
{
    /// <summary>What whoever uses the files remembers of these bytes, for as long as the painter keeps them. Lock the identity to touch it.</summary>
    public object? Attached { get; set; }
}
