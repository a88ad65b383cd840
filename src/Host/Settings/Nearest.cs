namespace VizPipeline.Host;

/// <summary>Guesses what a mistyped name was meant to be.</summary>
internal static class Nearest
{
    private const int Most = 3;

    /// <summary>"; did you mean A or B?", or nothing when no name is near.</summary>
    public static string Suggest(string text, IEnumerable<string> names)
    {
        var near = Find(text, names);
        return near.Count == 0 ? "" : $"; did you mean {string.Join(" or ", near)}?";
    }

    /// <summary>The names nearest to a text, at most three, the nearest first: a third of its letters may differ, or its last part is one of theirs.</summary>
    public static IReadOnlyList<string> Find(string text, IEnumerable<string> names)
    {
        if (text.Length is 0 or > 64) return [];
        var wanted = Fold(text);
        var within = Math.Max(1, wanted.Length / 3);
        return [.. names
            .Select(name => (name, distance: Fold(name).EndsWith("/" + wanted, StringComparison.Ordinal) ? 0 : Distance(wanted, Fold(name))))
            .Where(guess => guess.distance <= within)
            .OrderBy(guess => guess.distance).ThenBy(guess => guess.name, StringComparer.Ordinal)
            .Take(Most).Select(guess => guess.name)];
    }

    private static string Fold(string text) => text.Replace(' ', '_').ToUpperInvariant();

    // Levenshtein's distance, one row at a time.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var swap = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(swap, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
