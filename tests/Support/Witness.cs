namespace VizPipeline.Tests.Support;

/// <summary>Tables that other programs made, beside the scripts that make them in tests/Witnesses.</summary>
internal static class Witness
{
    public static IEnumerable<string> Lines(string name)
    {
        var table = typeof(Witness).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException($"tests/Witnesses has no {name}.");
        using var reader = new StreamReader(table);
        while (reader.ReadLine() is { } line) yield return line;
    }
}
