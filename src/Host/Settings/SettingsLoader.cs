using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Imaging;

namespace VizPipeline.Host;

/// <summary>Reads the settings: flags over environment over .env over viz.json over defaults.</summary>
internal static class SettingsLoader
{
    public static SettingsReading Load(SettingSources sources)
    {
        var findings = new Findings();
        var choice = new SettingChoice(new SettingLayers(sources, findings), sources.Cores, findings);
        var palettes = (choice.Take(Catalogue.Palettes) ?? ImmutableSortedDictionary<string, Palette>.Empty)
            .SetItems(Palettes.All.Select(palette => KeyValuePair.Create(palette.Name, palette)));
        choice.Show(Catalogue.Palettes, string.Join(' ', palettes.Keys));
        if (choice.Take(Catalogue.Colours) == "256") palettes = PaletteReader.Limit(palettes, findings);
        var sensors = Sensors.Resolve(choice.Take(Catalogue.Sensors) is { IsDefault: false } own ? own : [], palettes, findings);
        choice.Show(Catalogue.Sensors, Sensors.Show(sensors));

        var telling = new TellingSettings(
            choice.Take(TellingCatalogue.Log) == TellingCatalogue.Json, choice.Take(TellingCatalogue.TraceSample), choice.Take(TellingCatalogue.TraceHeaders));
        var settings = new Settings
        {
            Home = choice.Take(Catalogue.Home) ?? "",
            Source = Source(choice, findings),
            Zone = choice.Take(Catalogue.Zone) ?? DateTimeZone.Utc,
            Station = choice.Take(Catalogue.Station),
            Sensors = sensors,
            Palettes = palettes,
            Scale = choice.Take(Catalogue.Scale),
            CumulativeStart = choice.Take(Catalogue.CumulativeStart),
            StripCacheMb = choice.Take(Catalogue.StripCacheMb),
            PictureCacheMb = choice.Take(Catalogue.PictureCacheMb),
            Stages = new(
                Limits(Catalogue.Query), Limits(Catalogue.Window), Limits(Catalogue.Render),
                Limits(Catalogue.Pin), Limits(Catalogue.Commit), Limits(Catalogue.Cleanup)),
            Fsync = choice.Take(Catalogue.Fsync),
            RemoveReplaced = choice.Take(Catalogue.RemoveReplaced),
            Publish = PublishReader.Read(choice, findings),
            Webhook = WebhookReader.Read(choice, telling.SendsTraceHeaders, findings),
            Metrics = choice.Take(Catalogue.Metrics),
            Telling = telling,
            Door = DoorReader.Read(choice),
            Service = new(
                choice.Take(ServiceCatalogue.Settle), choice.Take(ServiceCatalogue.Live), choice.Take(ServiceCatalogue.LookBack),
                Duration.FromSeconds(choice.Take(ServiceCatalogue.StopWithin))),
            Sync = new(choice.Take(SyncCatalogue.From), Duration.FromSeconds(choice.Take(SyncCatalogue.Every)), Duration.FromHours(choice.Take(SyncCatalogue.Overlap))),
        };
        return new(settings, choice.Values, findings.Lines, choice.Secrets);

        StageLimits Limits(StageSetting stage) => new(choice.Take(stage.Inbox), choice.Take(stage.Workers));
    }

    private static SourceSettings Source(SettingChoice choice, Findings findings)
    {
        var (sensor, value) = (choice.Take(Catalogue.SensorColumn), choice.Take(Catalogue.ValueColumn));
        if (sensor is null != value is null)
        {
            var (set, missing) = sensor is null ? ("VIZ_VALUE_COLUMN", "VIZ_SENSOR_COLUMN") : ("VIZ_SENSOR_COLUMN", "VIZ_VALUE_COLUMN");
            findings.Add(set, $"{missing} is not set; a long table needs both, a wide one (a column a sensor) neither");
        }

        return new(
            choice.Take(Catalogue.Source) ?? new SourceLocation.Embedded(),
            choice.Take(Catalogue.Table) ?? "",
            choice.Take(Catalogue.TimeColumn) ?? "",
            sensor,
            value);
    }
}
