using System.Security.Cryptography;
using System.Text;

namespace VizPipeline.Host;

/// <summary>The page that a server shows. Its markup is small and always asked for; styles and script change their names with their content.</summary>
internal static class LivePage
{
    private const string Own = "Live";

    private static readonly PageAsset Style = PageAsset.Of("css", "text/css; charset=utf-8", PageParts.Style(Own));
    private static readonly PageAsset Script = PageAsset.Of("js", "text/javascript; charset=utf-8", PageParts.Script(Own));

    public static byte[] Markup { get; } = Encoding.UTF8.GetBytes(PageParts.Markup(Own)
        .Replace("page.css", Style.Name, StringComparison.Ordinal)
        .Replace("page.js", Script.Name, StringComparison.Ordinal));

    /// <summary>Null for a name that this page does not have, or no longer has.</summary>
    public static PageAsset? Find(string name) => name == Style.Name ? Style : name == Script.Name ? Script : null;
}

/// <summary>A file of a page.</summary>
/// <param name="Name">It tells the content: another content has another name.</param>
/// <param name="ContentType">For the browser.</param>
/// <param name="Content">In UTF-8.</param>
internal sealed record PageAsset(string Name, string ContentType, byte[] Content)
{
    private const int HashLength = 16;

    public static PageAsset Of(string ending, string contentType, string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        return new($"page-{Convert.ToHexStringLower(SHA256.HashData(content))[..HashLength]}.{ending}", contentType, content);
    }
}
