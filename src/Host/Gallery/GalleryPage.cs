using System.Reflection;
using System.Text;

namespace VizPipeline.Host;

/// <summary>The page itself: one file with its styles and script inside, the same for every home folder.</summary>
internal static class GalleryPage
{
    private const string Folder = "Gallery.Page.";

    public static byte[] Bytes { get; } = Encoding.UTF8.GetBytes(Compose());

    private static string Compose() => Read($"{Folder}page.html")
        .Replace("/*css*/", Join(".css"), StringComparison.Ordinal)
        .Replace("/*js*/", $"\"use strict\";\n(() => {{\n{Join(".js")}}})();\n", StringComparison.Ordinal);

    // The files' names begin with a digit: their order.
    private static string Join(string ending) => string.Concat(typeof(GalleryPage).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(ending, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(Read));

    private static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
