using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using NodaTime.Text;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>Pulls readings from elsewhere into the home folder.</summary>
internal sealed class SyncVerb : Verb
{
    private static readonly Option<bool> Full = new("--full") { Description = "Pull and compare everything, not only what is new and the overlap before it" };

    public override string Name => "sync";

    public override string Description => "Pulls new readings from a PostgreSQL server into the embedded database; may be stopped and run again at any point";

    public override ImmutableArray<string> Examples =>
    [
        "viz sync --from postgres://reader@db.example/weather",
        "viz sync --from postgres://reader@db.example/weather --full",
        "VIZ_SYNC_FROM=postgres://reader:secret@db.example/weather viz sync --json",
    ];

    public override ImmutableArray<Option> Options => [GlobalOptions.From, Full, GlobalOptions.Json];

    public override async Task<ExitCode> RunAsync(Invocation call, CancellationToken cancel)
    {
        var wiring = new Wiring(call.Settings, call.Clock, call.Output.Warn);
        var (sync, full) = (wiring.Sync(), call.Value(Full));
        if (call.Settings.Source.Location is not SourceLocation.Embedded) call.Output.Note("syncing into the home folder; the source of the settings, which other commands read, stays as it is");
        if (sync.Refusal(full) is { } refusal) throw new SettingsException([refusal]);
        await sync.ProbeAsync(cancel);
        using var held = HomeLock.Take(wiring.Home.Folder, Name, call.Clock);
        var report = await WatchAsync(call.Output, sync, full, cancel);
        if (call.WantsJson) call.Output.Json(Document(report));
        else Write(call.Output, report);
        foreach (var wrong in report.Mismatches)
            call.Output.Fail("sync.mismatch", wrong.Line);
        return report.Mismatches.IsEmpty ? ExitCode.Clean : ExitCode.SomeFailed;
    }

    private static async Task<SyncReport> WatchAsync(Output output, Sync sync, bool full, CancellationToken cancel)
    {
        try
        {
            var work = Task.Run(() => sync.RunAsync(full, cancel), CancellationToken.None);
            return await new LiveView(output, TimeProvider.System).WatchAsync(work, "asking the source", sync.Watch.Look);
        }
        catch (OperationCanceledException)
        {
            output.Note($"stopped after {(sync.Watch.Look().Line is { Length: > 0 } line ? line : "nothing")}; what was pulled is kept, and the same command goes on");
            throw;
        }
    }

    private static void Write(Output output, SyncReport report)
    {
        output.Line(report is { From: { } from, To: { } to }
            ? string.Create(CultureInfo.InvariantCulture, $"{report.Rows:N0} rows from {from} to {to}, of {report.Source}")
            : $"no new rows, of {report.Source}");
        foreach (var sensor in report.Sensors)
        {
            var kept = sensor.Kept > 0 ? string.Create(CultureInfo.InvariantCulture, $", {sensor.Kept:N0} of them kept that are not there") : "";
            output.Line(string.Create(CultureInfo.InvariantCulture, $"{sensor.Sensor}: {sensor.Added:N0} added, {sensor.Changed:N0} changed; {sensor.There:N0} readings there, {sensor.Here:N0} here{kept}"));
        }

        var dropped = report.Dropped.Total - report.Dropped[DropReason.Empty];
        if (dropped > 0) output.Note(string.Create(CultureInfo.InvariantCulture, $"{dropped:N0} values there are no readings (NaN, infinity, text, a second value of one instant) and were left out"));
    }

    private static object Document(SyncReport report) => new
    {
        source = report.Source,
        full = report.IsFull,
        rows = report.Rows,
        from = report.From?.ToString(),
        to = report.To?.ToString(),
        sensors = report.Sensors.Select(sensor => new { sensor = sensor.Sensor, added = sensor.Added, changed = sensor.Changed, there = sensor.There, here = sensor.Here, kept = sensor.Kept }),
        dropped = Enum.GetValues<DropReason>().Where(reason => reason != DropReason.Empty && report.Dropped[reason] > 0)
            .ToDictionary(reason => JsonForm.Options.PropertyNamingPolicy!.ConvertName(reason.ToString()), reason => report.Dropped[reason]),
        mismatches = report.Mismatches.Select(wrong => new { sensor = wrong.Sensor, month = Month(wrong), missing = wrong.Missing, different = wrong.Different }),
    };

    private static string Month(SyncMismatch wrong) => YearMonthPattern.Iso.Format(wrong.Month);
}
