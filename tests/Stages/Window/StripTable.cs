using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Values of rows, bit for bit, as the numpy reference has them: tests/Witnesses/strip_rows.py.</summary>
public class StripTable
{
    [Fact]
    public void Every_value_of_every_row_is_that_of_the_reference()
    {
        var lines = Witness.Lines("strip_rows.tsv").ToList();
        Assert.InRange(lines.Count, 500, 2000);
        var calendars = new Dictionary<string, LocalCalendar>();
        Assert.All(lines, line =>
        {
            var fields = line.Split('\t');
            if (!calendars.TryGetValue(fields[0], out var calendar)) calendars.Add(fields[0], calendar = Zones.Calendar(fields[0]));
            var window = new Window(WindowKinds.Parse(fields[1])!.Value, At(2), At(3));
            var picture = Picture.Of(new(calendar, [], []), window, Readings(At(4), Number(5), Number(6), Number(7), Number(8)).Where(reading => window.Contains(reading.At)));
            Assert.Equal(fields[9..], Told(picture));

            long Number(int field) => long.Parse(fields[field], CultureInfo.InvariantCulture);
            Instant At(int field) => Instant.FromUnixTimeSeconds(Number(field));
        });
    }

    /// <summary>The script's own readings.</summary>
    private static IEnumerable<Reading> Readings(Instant first, long step, long count, long seed, long gap)
    {
        var x = seed;
        for (var i = 0; i < count; i++)
        {
            x = ((x * 1103515245) + 12345) % 2147483648;
            var after = (i * step) + ((x >> 8) % step);
            if ((x >> 16) % 7 == 0 || (gap > 0 && after / 86_400 % gap == 1)) continue;
            yield return new(first + Duration.FromSeconds(after), (((x >> 4) % 2000) - 1000) / 10.0);
        }
    }

    private static string[] Told(Picture? picture)
    {
        if (picture is null) return ["0", "-", "-", "0", "-"];
        return [$"{picture.Readings}", Number(picture.Min), Number(picture.Max), $"{picture.Rows.Length}", Hash(picture.Rows)];

        static string Number(double value) => value.ToString("0.0###############", CultureInfo.InvariantCulture);
    }

    private static string Hash(ImmutableArray<ImmutableArray<double>> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = new byte[sizeof(double)];
        foreach (var value in rows.SelectMany(row => row))
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
