using System.Collections.Immutable;

namespace VizPipeline.Host;

/// <summary>Blots known secrets out of text. Safe for use by many threads at once.</summary>
internal sealed class Redaction
{
    private const int ShortestSecret = 4;
    private ImmutableArray<string> _secrets = [];

    /// <summary>Adds texts to blot out; one so short that it stands in ordinary words is left alone.</summary>
    public void Add(IEnumerable<string> secrets)
    {
        var added = secrets.Where(secret => secret.Length >= ShortestSecret).ToImmutableArray();
        ImmutableInterlocked.Update(ref _secrets, (known, more) => [.. known.AddRange(more).OrderByDescending(secret => secret.Length)], added);
    }

    public string Apply(string text) => _secrets.Aggregate(text, (left, secret) => left.Replace(secret, "***", StringComparison.Ordinal));
}
