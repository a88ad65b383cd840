namespace VizPipeline.Host;

/// <summary>What help says beyond what the library writes: examples, and once the exit codes.</summary>
internal static class HelpPages
{
    public static void WriteExamples(Verb verb, TextWriter page)
    {
        page.WriteLine("Examples:");
        foreach (var example in verb.Examples) page.WriteLine($"  {example}");
        page.WriteLine();
    }

    public static void WriteExitCodes(TextWriter page)
    {
        page.WriteLine(
            """
            Exit codes:
              0    all well
              1    some windows failed
              2    the command line is wrong
              3    a setting is wrong, or a provider refused what the settings say
              4    a needed service or file is unavailable
              130  stopped by Ctrl-C or SIGTERM

            Examples:
              viz demo
              viz config
              viz generate --help
            """);
    }
}
