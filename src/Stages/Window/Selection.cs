namespace VizPipeline.Stages;

/// <summary>Quickselect: partial order in linear time.</summary>
internal static class Selection
{
    /// <summary>Reorders so that no value before <paramref name="rank"/> is greater than any from it on, and the one at it is where sorting would put it.</summary>
    public static void Place(Span<double> values, int rank)
    {
        // Halving nearly always; where it does not, sorting keeps the cost bounded.
        for (var rounds = 64; values.Length > 32 && rounds > 0; rounds--)
        {
            if ((uint)rank >= (uint)values.Length) return;
            var (left, right) = Split(values);
            if (rank > right && rank < left) return;
            values = rank <= right ? values[..(right + 1)] : values[left..];
            if (rank >= left) rank -= left;
        }

        values.Sort();
    }

    // Hoare's partition: [..right] <= pivot <= [left..], and what lies between equals it.
    private static (int Left, int Right) Split(Span<double> values)
    {
        var pivot = MiddleOf(values[0], values[values.Length / 2], values[^1]);
        var (left, right) = (0, values.Length - 1);
        while (left <= right)
        {
            while (values[left] < pivot) left++;
            while (values[right] > pivot) right--;
            if (left > right) break;
            (values[left], values[right]) = (values[right], values[left]);
            (left, right) = (left + 1, right - 1);
        }

        return (left, right);
    }

    private static double MiddleOf(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
