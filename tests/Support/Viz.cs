using System.Diagnostics;
using VizPipeline.Host;
using Xunit;

namespace VizPipeline.Tests.Support;

/// <summary>The built executable as a process of its own, free of the settings that stand in the environment of the tests.</summary>
internal static class Viz
{
    /// <summary>Give this to <c>dotnet</c>.</summary>
    public static string Dll { get; } = Path.Combine(AppContext.BaseDirectory, "viz.dll");

    /// <summary>For what should be there in a moment, on a machine that does much else.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(2);

    public static Task<CommandResult> RunAsync(IEnumerable<string> arguments, string folder, params (string Name, string? Value)[] environment) =>
        Command.RunAsync("dotnet", [Dll, .. arguments], folder, [.. Clean, .. environment]);

    /// <summary>For a test that reads along, sends signals, or kills; the caller waits and disposes.</summary>
    public static Process Start(IEnumerable<string> arguments, string folder, params (string Name, string? Value)[] environment) =>
        Command.Start("dotnet", [Dll, .. arguments], folder, [.. Clean, .. environment]);

    /// <summary>Waits for the end of a process whose output nobody reads, and returns its exit code; one without end is killed.</summary>
    public static async Task<int> EndAsync(Process process)
    {
        _ = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode;
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    /// <summary>Takes every setting out of the environment.</summary>
    public static IEnumerable<(string Name, string? Value)> Clean =>
        Catalogue.All.Where(setting => setting.Variable is not null).Select(setting => (setting.Variable!, (string?)null));
}
