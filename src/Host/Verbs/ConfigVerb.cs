using System.Collections.Immutable;
using System.CommandLine;

namespace VizPipeline.Host;

/// <summary>Shows every setting with its origin, and everything that is wrong at once.</summary>
internal sealed class ConfigVerb : Verb
{
    private static readonly Option<bool> Example = new("--example") { Description = "Write an .env file with every setting at its default instead" };

    public override string Name => "config";

    public override string Description => "Shows every setting, where its value came from, and everything that is wrong with it";

    public override ImmutableArray<string> Examples => ["viz config", "viz config --json", "viz config --example > .env"];

    public override ImmutableArray<Option> Options => [GlobalOptions.Json, Example];

    public override Task<ExitCode> RunAsync(Invocation call, CancellationToken cancel)
    {
        if (call.Value(Example))
        {
            call.Output.Line(EnvExample.Text.TrimEnd());
            return Task.FromResult(ExitCode.Clean);
        }

        if (call.WantsJson) call.Output.Json(Document(call.Reading));
        else foreach (var line in (string[])[.. Columns.Of(Rows(call.Reading)), "", .. UploadingText.Lines(call.Reading)]) call.Output.Line(line);
        _ = call.Settings;
        return Task.FromResult(ExitCode.Clean);
    }

    private static List<IReadOnlyList<string>> Rows(SettingsReading reading) =>
        [["SETTING", "FROM", "VALUE"], .. reading.Values.Select(value => (string[])[value.Setting.Name, value.Provenance, value.Shown ?? "-"])];

    private static object Document(SettingsReading reading) => new
    {
        uploading = UploadingText.Document(reading.Partial.Publish),
        settings = reading.Values.Select(value => new
        {
            name = value.Setting.Name,
            key = value.Setting.Key,
            flag = value.Setting.Flag,
            value = value.Shown,
            from = value.Provenance,
        }),
        problems = reading.Problems,
    };
}
