using System.Collections.Immutable;
using System.CommandLine;
using NodaTime;
using VizPipeline.Imaging;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Draws exactly one picture.</summary>
internal sealed class GenerateVerb : Verb
{
    private static readonly Argument<string> SensorName = new("SENSOR") { Description = "A configured sensor" };
    private static readonly Argument<string> Start = new("START") { Description = "A local time, or one with an offset" };
    private static readonly Argument<string> End = new("END") { Description = "Likewise; not inside the window any more" };
    private static readonly Option<string> Interval = new("--interval") { Description = "daily, hourly or cumulative", HelpName = "interval", DefaultValueFactory = _ => "daily" };
    private static readonly Option<string> PaletteName = new("--palette") { Description = "Other colours; then only the file is written", HelpName = "name" };
    private static readonly Option<string> Target = new("--output") { Description = "Only write this file", HelpName = "file" };

    public override string Name => "generate";

    public override string Description => "Draws exactly one picture, and publishes it unless it goes to a file";

    public override ImmutableArray<string> Examples =>
    [
        "viz generate temperature 2025-01-15T00:00:00 2025-01-16T00:00:00",
        "viz generate humidity 2025-01-15T08:00 2025-01-15T09:00 --interval hourly --output eight.png",
        "viz generate pressure 2025-01-01 2025-01-15T09:00 --interval cumulative --palette purple",
    ];

    public override ImmutableArray<Argument> Arguments => [SensorName, Start, End];

    public override ImmutableArray<Option> Options => [Interval, PaletteName, Target, GlobalOptions.Json];

    public override bool Drains => true;

    public override async Task<ExitCode> RunAsync(Invocation call, CancellationToken cancel)
    {
        var wiring = new Wiring(call.Settings, call.Clock, call.Output.Warn);
        var sensor = wiring.SensorNamed(call.Value(SensorName)!);
        var kind = WindowKinds.Parse(call.Value(Interval)!) ?? throw new UsageException($"--interval {Plain.Of(call.Value(Interval)!)}: it must be daily, hourly or cumulative");
        var times = new LocalTimes(wiring.Calendar, call.Output.Note);
        var window = new WindowChoice(wiring.Calendar, wiring.Names).Choose(kind, times.Read("START", call.Value(Start)!), times.Read("END", call.Value(End)!));
        var palette = call.Value(PaletteName) is { } name ? Palette(call.Settings, name) : null;
        if (palette is null && call.Value(Target) is null) return await PublishAsync(call, wiring, sensor, window, cancel);

        var file = new PictureFile(wiring, wiring.Readings(), call.Settings.Scale);
        return await file.WriteAsync(call, sensor with { Palette = palette ?? sensor.Palette }, window, call.Value(Target), call.Stop.Drain);
    }

    private static Palette Palette(Settings settings, string name) => settings.Palettes.GetValueOrDefault(name)
        ?? throw new UsageException($"--palette {Plain.Of(name)}: it must be one of {string.Join(", ", settings.Palettes.Keys)}");

    private async Task<ExitCode> PublishAsync(Invocation call, Wiring wiring, Sensor sensor, Window window, CancellationToken cancel)
    {
        var date = wiring.Calendar.DayOf(window.End - Duration.FromTicks(1)).Date;
        await using var telemetry = Telemetry.Silent(wiring.Limits);
        var outcome = await new RoadRun(call, Name, wiring.Readings(), telemetry).RunAsync(
            new RunChoice
            {
                AllSensors = [sensor],
                Sensors = [sensor],
                Kinds = [window.Kind],
                First = date,
                Last = date,
                Anchor = wiring.Calendar.DayOf(window.Start).Date,
                Only = window,
                Resume = false,
                IncludeOpen = true,
            },
            maxFailures: 0);
        await using var home = SeenHome.Open(wiring.Home);
        var key = wiring.Names.Key(sensor.Name, window);
        if (outcome.Code(call.Stop) is var code and not ExitCode.Clean)
        {
            foreach (var (_, reason) in outcome.Failures(1)) call.Output.Fail($"{key}: {reason}");
            return code;
        }

        var entry = await home.Ledger.FindAsync(key, cancel);
        if (entry?.Cid is not { } cid) return PictureFile.SayEmpty(call, key);

        var path = Path.Combine(wiring.Home.Pictures, wiring.Names.FilePath(sensor.Name, window));
        if (call.WantsJson) call.Output.Json(new { key, file = path, cid = cid.Text, bytes = entry.Bytes, dataPoints = entry.DataPoints, min = entry.Min, max = entry.Max });
        else call.Output.Line($"{path}  {cid}");
        return ExitCode.Clean;
    }
}
