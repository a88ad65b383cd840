namespace VizPipeline.Host;

/// <summary>A share as a bar of blocks.</summary>
internal static class Bar
{
    private const char Full = '█', Empty = '░';

    /// <param name="share">0 to 1.</param>
    /// <param name="cells">How long a whole bar is.</param>
    public static string Of(double share, int cells)
    {
        var full = (int)Math.Round(Math.Clamp(share, 0, 1) * cells, MidpointRounding.AwayFromZero);
        return new string(Full, full) + new string(Empty, cells - full);
    }
}
