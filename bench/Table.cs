using System.Globalization;
using System.Text;

namespace VizPipeline.Bench;

/// <summary>Rows as a Markdown table whose columns also line up in a terminal.</summary>
internal static class Table
{
    private static readonly string[] Heads = ["case", "value", "unit", "peer", "its value", "times as fast"];

    public static string Of(IEnumerable<BenchRow> rows)
    {
        var cells = rows.Select(Cells).Prepend(Heads).ToList();
        var widths = Heads.Select((_, column) => cells.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var (index, row) in cells.Index())
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row.Select((cell, column) => Pad(cell, column, widths[column])))} |");
            if (index == 0) text.AppendLine(CultureInfo.InvariantCulture, $"|{string.Join('|', widths.Select((width, column) => Rule(column, width)))}|");
        }

        return text.ToString();
    }

    private static string[] Cells(BenchRow row) => [row.Case, Figure(row.Value), row.Unit.Name, row.Peer ?? "", Figure(row.PeerValue), Figure(row.Ratio)];

    /// <summary>Three figures that count, never an exponent.</summary>
    internal static string Figure(double? value)
    {
        if (value is not { } number) return "";
        var decimals = number == 0 ? 0 : Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(number))), 0, 6);
        return number.ToString($"N{decimals}", CultureInfo.InvariantCulture);
    }

    private static bool IsNumber(int column) => column is 1 or 4 or 5;

    private static string Pad(string cell, int column, int width) => IsNumber(column) ? cell.PadLeft(width) : cell.PadRight(width);

    private static string Rule(int column, int width) => IsNumber(column) ? new string('-', width + 1) + ":" : new string('-', width + 2);
}
