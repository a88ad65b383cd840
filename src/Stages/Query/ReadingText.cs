using System.Globalization;

namespace VizPipeline.Stages;

/// <summary>Rule 1 of docs/pictures.md: what is a reading and, if not, why not.</summary>
public static class ReadingText
{
    /// <summary>Null where <paramref name="value"/> is a reading.</summary>
    public static DropReason? Judge(double value) =>
        double.IsFinite(value) ? null : double.IsNaN(value) ? DropReason.NotANumber : DropReason.Infinite;

    /// <summary>A decimal number with a point; blanks around it do not matter. Null where it is a reading.</summary>
    public static DropReason? Judge(ReadOnlySpan<byte> utf8, out double value)
    {
        var text = utf8.Trim(" \t\r\n"u8);
        if (text.IsEmpty)
        {
            value = double.NaN;
            return DropReason.Empty;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)) return Judge(value);
        value = double.NaN;
        var word = text[0] is (byte)'+' or (byte)'-' ? text[1..] : text;
        return Is(word, "nan") ? DropReason.NotANumber : Is(word, "inf") || Is(word, "infinity") ? DropReason.Infinite : DropReason.Malformed;
    }

    private static bool Is(ReadOnlySpan<byte> word, string expected) =>
        word.Length == expected.Length && System.Text.Ascii.EqualsIgnoreCase(word, expected);
}
