namespace VizPipeline.Host;

/// <summary>Makes foreign text fit for one line of a message.</summary>
internal static class Plain
{
    private const int Longest = 80;

    /// <summary>Control characters become "?", a long text is cut.</summary>
    public static string Of(string text)
    {
        var line = string.Concat(text.Take(Longest).Select(c => char.IsControl(c) ? '?' : c));
        return text.Length > Longest ? line + "…" : line;
    }
}
