namespace VizPipeline.Host;

/// <summary>What lies where in a home folder.</summary>
/// <param name="Folder">The home folder itself.</param>
internal sealed record HomePaths(string Folder)
{
    /// <summary>The embedded readings.</summary>
    public string Readings => Path.Combine(Folder, "readings.db");

    public string Ledger => Path.Combine(Folder, "ledger.db");

    public string Index => Path.Combine(Folder, "index.db");

    /// <summary>Events for the webhook that are still to be sent.</summary>
    public string Outbox => Path.Combine(Folder, "outbox.db");

    /// <summary>What was sent to a store outside.</summary>
    public string Uploads => Path.Combine(Folder, "uploads.db");

    public string Pictures => Path.Combine(Folder, "pictures");

    public string Gallery => Path.Combine(Folder, "gallery", "index.html");

    /// <summary>Files on their way to their final names, and those that end with a run.</summary>
    public string Work => Path.Combine(Folder, "work");

    /// <summary>Where day strips beyond the cache are kept during a run; what a killed run left is swept with the other parts.</summary>
    public string Strips => Path.Combine(Work, $"{Environment.ProcessId}-strips.part");

    /// <summary>The same of days that a service keeps from one run of the road to the next.</summary>
    public string KeptStrips => Path.Combine(Work, $"{Environment.ProcessId}-kept.part");
}
