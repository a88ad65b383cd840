using System.Text;

namespace VizPipeline.Host;

/// <summary>The text of <c>.env.example</c>: every setting that may stand there, commented out at its default.</summary>
internal static class EnvExample
{
    public static string Text { get; } = Write();

    private static string Write()
    {
        var text = new StringBuilder()
            .Append("# Copy to .env and take away the # where you want another value. Stronger are the environment and the flags,\n")
            .Append("# weaker is viz.json. `viz config` shows what is in force.\n");
        foreach (var setting in Catalogue.All.Where(setting => setting.Variable is not null))
        {
            text.Append('\n').Append("# ").Append(setting.Description).Append(".\n");
            text.Append("# It is ").Append(setting.Allowed).Append("; by default ").Append(DefaultOf(setting)).Append(".\n");
            text.Append("# ").Append(setting.Variable).Append('=').Append(setting.DefaultInWords is null ? setting.Default(1) : "").Append('\n');
        }

        return text.ToString();
    }

    private static string DefaultOf(Setting setting) => setting.DefaultInWords ?? setting.Default(1) ?? "not set";
}
