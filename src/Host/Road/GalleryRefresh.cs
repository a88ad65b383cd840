using NodaTime;
using NodaTime.Text;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Brings the gallery in the home folder up to date.</summary>
/// <param name="call">The command.</param>
/// <param name="wiring">What it shows.</param>
/// <param name="ledger">What is known of every window.</param>
internal sealed class GalleryRefresh(Invocation call, Wiring wiring, ILedger ledger)
{
    private static readonly ZonedDateTimePattern ForPeople = ZonedDateTimePattern.CreateWithInvariantCulture("d MMMM uuuu, HH:mm x", zoneProvider: null);

    // Backfills within a service's run are runs of their own and write no gallery.
    private const int RunsLookedAt = 1000;

    /// <summary>Whether all its months show what the ledger had when the run before this one ended; one that was killed, aborted or broken off left windows behind that no page shows.</summary>
    public async ValueTask<bool> IsWholeAsync() => File.Exists(wiring.Home.Gallery)
        && (await ledger.RunsAsync(RunsLookedAt, CancellationToken.None)).Skip(1).FirstOrDefault(run => run.Verb != ServiceRun.BackfillVerb) is { ExitCode: (int)ExitCode.Clean or (int)ExitCode.SomeFailed };

    /// <param name="touched">Months whose windows may have changed; null for all.</param>
    /// <param name="cancel">Ends it between two files.</param>
    /// <exception cref="Storage.HomeUnavailableException">A file cannot be written, or the ledger not read.</exception>
    public async Task WriteAsync(IReadOnlySet<YearMonth>? touched, CancellationToken cancel)
    {
        // What the road left behind would lie beside what the gallery takes, and make a long run larger than a short one.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var gallery = new GalleryWriter(ledger, wiring.Calendar, wiring.Sensors, wiring.Home.Folder, wiring.Names);
        await gallery.WriteAsync(ForPeople.Format(call.Clock.GetCurrentInstant().InZone(call.Settings.Zone)), touched, cancel);
    }
}
