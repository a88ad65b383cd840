namespace VizPipeline.Host;

/// <summary>One thing that a test of publishing did.</summary>
/// <param name="Name">What there is when it went well.</param>
/// <param name="Passed">Null where it cannot be told.</param>
/// <param name="Detail">About it; empty for nothing.</param>
internal sealed record ChainStep(string Name, bool? Passed, string Detail)
{
    private const int NameWidth = 24;

    public string Line() => $"{Mark} {Name.PadRight(NameWidth)} {Detail}".TrimEnd();

    public object Document() => new { step = Name, outcome = Passed switch { true => "passed", false => "failed", _ => "unknown" }, detail = Detail };

    private char Mark => Passed switch { true => '✓', false => '✗', _ => '–' };
}
