using System.Runtime.Intrinsics;

namespace VizPipeline.Imaging;

/// <summary>
/// The Adler-32 of a drawn line in closed form: with L bytes after the filter byte, the byte at place p adds itself once to A and L − p times to B. Columns are
/// equally long, so that the sums of their bytes and of (column × byte) are enough. All sums stay below 2³² for lines of up to 5,000 columns.
/// </summary>
internal struct ByteSums
{
    private Vector256<uint> _red, _green, _blue, _redPlaces, _greenPlaces, _bluePlaces;

    /// <summary>Adds the steps of eight columns.</summary>
    public void Add(Vector256<uint> steps, Vector256<uint> columns)
    {
        var low = Vector256.Create(0xFFu);
        var (red, green, blue) = (steps & low, (steps >>> 8) & low, steps >>> 16);
        (_red, _green, _blue) = (_red + red, _green + green, _blue + blue);
        (_redPlaces, _greenPlaces, _bluePlaces) = (_redPlaces + (red * columns), _greenPlaces + (green * columns), _bluePlaces + (blue * columns));
    }

    /// <summary>The checksum of the filter byte 1 and the line after it.</summary>
    public readonly Adler32 Line(int columns, int channels, int scale)
    {
        var stride = (ulong)(channels * scale);
        var length = stride * (ulong)columns;
        var (a, b) = (1ul, 1 + length);
        for (var channel = 0; channel < 3; channel++)
        {
            var (sum, places) = channel switch { 0 => (_red, _redPlaces), 1 => (_green, _greenPlaces), _ => (_blue, _bluePlaces) };
            ulong once = Vector256.Sum(sum);
            a += once;
            b += (once * (length - (ulong)channel)) - (stride * Vector256.Sum(places));
        }
        return new((uint)(a % Adler32.Modulus), (uint)(b % Adler32.Modulus));
    }
}
