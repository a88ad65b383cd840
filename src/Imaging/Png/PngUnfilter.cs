namespace VizPipeline.Imaging;

/// <summary>The filters of PNG, undone (W3C PNG, clause 9).</summary>
internal static class PngUnfilter
{
    /// <summary>Fills <paramref name="line"/>; all three spans are equally long, <paramref name="pixel"/> is the bytes of one pixel.</summary>
    public static void Undo(PngFilter filter, ReadOnlySpan<byte> filtered, ReadOnlySpan<byte> above, Span<byte> line, int pixel)
    {
        for (var i = 0; i < filtered.Length; i++)
        {
            var (left, up, corner) = i < pixel ? (0, above[i], 0) : (line[i - pixel], above[i], above[i - pixel]);
            var guess = filter switch
            {
                PngFilter.Sub => left,
                PngFilter.Up => up,
                PngFilter.Average => (left + up) / 2,
                PngFilter.Paeth => Paeth(left, up, corner),
                _ => 0,
            };
            line[i] = (byte)(filtered[i] + guess);
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        var guess = left + up - corner;
        var (a, b, c) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }
}
