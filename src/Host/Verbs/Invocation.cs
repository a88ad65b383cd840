using System.CommandLine;
using NodaTime;

namespace VizPipeline.Host;

/// <summary>One run of one verb.</summary>
/// <param name="Parsed">The arguments: ask it for a verb's own options.</param>
/// <param name="Reading">The settings, right or wrong.</param>
/// <param name="Around">What reaches the command from outside.</param>
internal sealed record Invocation(ParseResult Parsed, SettingsReading Reading, Surroundings Around)
{
    /// <summary>The settings.</summary>
    /// <exception cref="SettingsException">Something is wrong with them.</exception>
    public Settings Settings => Reading.Required();

    /// <summary>The same command, whose pictures and events stay in the home folder.</summary>
    public Invocation AtHome() => this with
    {
        Reading = Reading with { Partial = Settings with { Webhook = null, Publish = Settings.Publish with { Pinata = null, Cloudflare = null, Why = "this command keeps its pictures at home" } } },
    };

    public Output Output => Around.Output;

    public IClock Clock => Around.Clock;

    public TimeProvider Time => Around.Time;

    public StopSignals Stop => Around.Stop;

    public bool WantsJson => Parsed.GetValue(GlobalOptions.Json);

    public T? Value<T>(Option<T> option) => Parsed.GetValue(option);

    public T? Value<T>(Argument<T> argument) => Parsed.GetValue(argument);
}
