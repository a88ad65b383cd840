namespace VizPipeline.Imaging;

/// <summary>How far a picture's file begins like others: all files with the same <paramref name="Identity"/> begin with the same <paramref name="Length"/> bytes.</summary>
/// <param name="Identity">Null where nothing is known.</param>
/// <param name="Length">Bytes; 0 where nothing is known.</param>
public readonly record struct PictureHead(HeadIdentity? Identity, int Length);

/// <summary>Tells beginnings of files apart: equal only to itself.</summary>
/// <param name="place">Where the beginning is kept.</param>
public sealed class HeadIdentity(HeadPlace place)
{
    public HeadPlace Place => place;
}

/// <summary>Where one beginning is kept at a time, and replaces the one before: whoever keeps something of a beginning may do so in the same way.</summary>
public sealed class HeadPlace;
