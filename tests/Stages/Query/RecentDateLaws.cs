using System.Text;
using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>To remember a date changes nothing in what is read.</summary>
public class RecentDateLaws
{
    /// <summary>Reads one text after the other; null where it is no time.</summary>
    internal delegate IEnumerable<IsoTime?> Reader(IEnumerable<string> texts);

    private static readonly Gen<string> Text =
        from year in Gen.Elements("2025", "0001", "9999")
        from month in Gen.Choose(1, 2)
        from day in Gen.Choose(1, 2)
        from clock in Gen.Elements("T08:00:00Z", "T23:59:59Z", "T24:00:00Z", "T08:60:00Z", "T08:00:60Z", "T0a:00:00Z", "T08:00:0/Z", " 08:00:00Z", "T08:00:00z", "T08.00:00Z", "T08:00-0100", "", "T08:00:00.5Z", "T08:00:00+01:00", "T08")
        from text in Gen.Frequency((9, Gen.Constant($"{year}-{month:00}-{day:00}{clock}")), (1, Gen.Elements("", "T08:00:00Z", "2025-02-30T08:00:00Z", "\0\0\0\0\0\0\0\0\0\0T08:00:00Z")))
        select text;

    private static IEnumerable<IsoTime?> Remembering(IEnumerable<string> texts)
    {
        var recent = default(RecentDate);
        foreach (var text in texts) yield return recent.TryParse(Encoding.UTF8.GetBytes(text), out var time) ? time : null;
    }

    // Remembers the month and takes the day for the same.
    private static IEnumerable<IsoTime?> RememberingTheMonth(IEnumerable<string> texts)
    {
        var known = new Dictionary<string, string>();
        return Remembering(texts.Select(text => text.Length != 20 ? text : known.TryGetValue(text[..8], out var day) ? text[..8] + day + text[10..] : Keep(text)));

        string Keep(string text)
        {
            known[text[..8]] = text[8..10];
            return text;
        }
    }

    private static Func<string[], bool> Equal_the_reader_of_single_times(Reader reader) => texts =>
        reader(texts).SequenceEqual(texts.Select(text => IsoTime.TryParse(text, out var time) ? time : (IsoTime?)null));

    [Fact]
    public void Times_equal_those_read_one_by_one() => Law.Holds(Text.ArrayOf(), Equal_the_reader_of_single_times(Remembering), runs: 1000);

    [Fact]
    public void The_law_refutes_a_reader_that_remembers_only_the_month() =>
        Mutant.IsRefuted(Text.ArrayOf(), Equal_the_reader_of_single_times(RememberingTheMonth));
}
