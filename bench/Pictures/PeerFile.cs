using VizPipeline.Imaging;

namespace VizPipeline.Bench;

/// <summary>Writes strips for <c>bench/peers/pillow.py</c>, which says how.</summary>
internal static class PeerFile
{
    public static void Write(string path, IReadOnlyCollection<Strip> strips, StripSize size)
    {
        using var file = new BinaryWriter(File.Create(path));
        file.Write(strips.Count);
        file.Write(size.Lines);
        file.Write(size.Scale);
        foreach (var strip in strips) Write(file, strip);
    }

    private static void Write(BinaryWriter file, Strip strip)
    {
        file.Write(strip.Rows.Count);
        file.Write(strip.Palette.Stops.Length);
        file.Write(strip.Min);
        file.Write(strip.Max);
        foreach (var (r, g, b) in strip.Palette.Stops) Write(file, [r, g, b]);
        var values = new double[StripRow.Columns];
        foreach (var row in strip.Rows)
        {
            row.Fill(values);
            Write(file, values);
        }
    }

    private static void Write(BinaryWriter file, ReadOnlySpan<double> values)
    {
        foreach (var value in values) file.Write(value);
    }
}
