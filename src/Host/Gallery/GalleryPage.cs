using System.Text;

namespace VizPipeline.Host;

/// <summary>The page itself: one file with its styles and script inside, the same for every home folder.</summary>
internal static class GalleryPage
{
    private const string Own = "File";

    public static byte[] Bytes { get; } = Encoding.UTF8.GetBytes(PageParts.Markup(Own)
        .Replace("/*css*/", PageParts.Style(Own), StringComparison.Ordinal)
        .Replace("/*js*/", PageParts.Script(Own), StringComparison.Ordinal));
}
