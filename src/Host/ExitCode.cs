namespace VizPipeline.Host;

/// <summary>Documented in --help and in the README; scripts rely on these numbers.</summary>
internal enum ExitCode
{
    /// <summary>All well.</summary>
    Clean = 0,

    /// <summary>The work went through, and some windows failed.</summary>
    SomeFailed = 1,

    /// <summary>The command line is wrong.</summary>
    BadUsage = 2,

    /// <summary>A setting is wrong, or a provider refused what the settings say.</summary>
    BadSettings = 3,

    /// <summary>A needed service or file is unavailable.</summary>
    Unavailable = 4,

    /// <summary>Stopped by Ctrl-C or SIGTERM before the end.</summary>
    Interrupted = 130,
}
