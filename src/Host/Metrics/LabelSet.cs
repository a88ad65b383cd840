using System.Collections.Immutable;
using System.Text;

namespace VizPipeline.Host;

/// <summary>The labels of one series, by name. Two of the same names and values are equal.</summary>
internal readonly struct LabelSet : IEquatable<LabelSet>, IComparable<LabelSet>
{
    private readonly ImmutableArray<KeyValuePair<string, string>> _labels;

    /// <param name="labels">In any order; each name once.</param>
    public LabelSet(params IEnumerable<KeyValuePair<string, string>> labels) =>
        _labels = [.. labels.OrderBy(label => label.Key, StringComparer.Ordinal)];

    public static LabelSet None { get; } = new([]);

    /// <summary>In ordinal order of their names.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Labels => _labels.IsDefault ? [] : _labels;

    public static LabelSet Of(string name, string value) => new(KeyValuePair.Create(name, value));

    public LabelSet With(string name, string value) => new([.. Labels, KeyValuePair.Create(name, value)]);

    /// <summary>The value of an enum as a label shows it: <c>retry_after</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum
    {
        var word = new StringBuilder();
        foreach (var letter in value.ToString())
        {
            if (char.IsAsciiLetterUpper(letter) && word.Length > 0) word.Append('_');
            word.Append(char.ToLowerInvariant(letter));
        }

        return word.ToString();
    }

    public static ImmutableArray<string> Words<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Word)];

    public int CompareTo(LabelSet other)
    {
        for (var i = 0; i < Labels.Length && i < other.Labels.Length; i++)
        {
            var (mine, its) = (Labels[i], other.Labels[i]);
            if (string.CompareOrdinal(mine.Key, its.Key) is var byName and not 0) return byName;
            if (string.CompareOrdinal(mine.Value, its.Value) is var byValue and not 0) return byValue;
        }

        return Labels.Length - other.Labels.Length;
    }

    public bool Equals(LabelSet other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is LabelSet other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var (name, value) in Labels)
        {
            hash.Add(name, StringComparer.Ordinal);
            hash.Add(value, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => string.Join(',', Labels.Select(label => $"{label.Key}={label.Value}"));

    public static bool operator ==(LabelSet one, LabelSet other) => one.Equals(other);

    public static bool operator !=(LabelSet one, LabelSet other) => !one.Equals(other);

    public static bool operator <(LabelSet one, LabelSet other) => one.CompareTo(other) < 0;

    public static bool operator <=(LabelSet one, LabelSet other) => one.CompareTo(other) <= 0;

    public static bool operator >(LabelSet one, LabelSet other) => one.CompareTo(other) > 0;

    public static bool operator >=(LabelSet one, LabelSet other) => one.CompareTo(other) >= 0;
}
