using System.Collections.Immutable;
using System.Globalization;
using VizPipeline.Host;

namespace VizPipeline.Tests;

/// <summary>A scrape taken apart: the value of each sample by its name and labels. Fails for a line that is none, or comes twice.</summary>
internal sealed class Scraped
{
    private readonly Dictionary<(string Name, LabelSet Labels), double> _samples = [];

    public double this[(string Name, LabelSet Labels) sample] => _samples[sample];

    public double this[string name, params (string Name, string Value)[] labels] => this[(name, new(labels.Select(label => KeyValuePair.Create(label.Name, label.Value))))];

    public IEnumerable<(string Name, LabelSet Labels)> Samples => _samples.Keys;

    public ImmutableSortedSet<string> Names => [.. _samples.Keys.Select(sample => sample.Name)];

    public double Sum(string name) => _samples.Where(sample => sample.Key.Name == name).Sum(sample => sample.Value);

    public static Scraped Read(string text)
    {
        var scraped = new Scraped();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#'))
        {
            var open = line.IndexOf('{', StringComparison.Ordinal);
            var name = line[..line.AsSpan().IndexOfAny('{', ' ')];
            var at = name.Length + 1;
            var labels = open == name.Length ? Labels(line, ref at) : [];
            scraped._samples.Add((name, new(labels)), Number(line[at..].Trim()));
        }

        return scraped;
    }

    private static List<KeyValuePair<string, string>> Labels(string line, ref int at)
    {
        var labels = new List<KeyValuePair<string, string>>();
        while (line[at] != '}')
        {
            if (line[at] == ',') at++;
            var equals = line.IndexOf('=', at);
            var (label, value) = (line[at..equals], "");
            for (at = equals + 2; line[at] != '"'; at++)
            {
                if (line[at] == '\\') value += line[++at] == 'n' ? '\n' : line[at];
                else value += line[at];
            }

            at++;
            labels.Add(new(label, value));
        }

        at++;
        return labels;
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
