using System.Reflection;

namespace VizPipeline.Host;

/// <summary>The parts of the pages, which the program carries with it: those in Page are in both, those in File and Live in one.</summary>
internal static class PageParts
{
    private const string Root = "Gallery.";
    private const string Shared = "Page";

    /// <summary>A page's markup.</summary>
    public static string Markup(string own) => Read($"{Root}{own}.page.html");

    public static string Style(string own) => Join(own, ".css");

    public static string Script(string own) => $"\"use strict\";\n(() => {{\n{Join(own, ".js")}}})();\n";

    // The files' names begin with a digit: their order.
    private static string Join(string own, string ending) => string.Concat(Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.EndsWith(ending, StringComparison.Ordinal) && (In(name, Shared) || In(name, own)))
        .OrderBy(name => name[name.IndexOf('.', Root.Length)..], StringComparer.Ordinal)
        .Select(Read));

    private static bool In(string name, string folder) => name.StartsWith($"{Root}{folder}.", StringComparison.Ordinal);

    private static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
