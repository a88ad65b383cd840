using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace VizPipeline.Tests.Support;

/// <summary>Signals to another process, by their names without SIG.</summary>
internal static class ProcessSignals
{
    public static void Send(Process process, params string[] signals)
    {
        var kills = string.Join(" && ", signals.Select(signal => string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {process.Id}")));
        using var shell = Command.Start("sh", ["-c", kills], Path.GetTempPath());
        var errors = shell.StandardError.ReadToEnd();
        shell.WaitForExit();
        Assert.True(shell.ExitCode == 0, errors);
    }

    /// <summary>Stops it where it is, and returns when it stands. It goes on with CONT.</summary>
    public static void Stop(Process process)
    {
        Send(process, "STOP");
        var stands = SpinWait.SpinUntil(() => process.HasExited || IsStanding(process), Viz.Patience);
        Assert.True(stands && !process.HasExited, "the process ended, or cannot be stopped");
    }

    // The letter of its state comes after its name, which may hold anything.
    private static bool IsStanding(Process process)
    {
        var said = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/stat"));
        return said[said.LastIndexOf(')') + 2] == 'T';
    }
}
