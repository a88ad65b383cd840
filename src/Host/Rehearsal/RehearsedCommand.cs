using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;

namespace VizPipeline.Host;

/// <summary>A program of the user's own that runs with the settings of a rehearsal in its environment; its streams are ours.</summary>
internal static class RehearsedCommand
{
    /// <returns>The exit code it ended with.</returns>
    /// <exception cref="UsageException">There is no such program.</exception>
    public static async Task<int> RunAsync(ImmutableArray<string> command, IEnumerable<(string Name, string Value)> settings, CancellationToken cancel)
    {
        // The framework would look beside this program first.
        var program = command[0].Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(command[0]) : command[0];
        var start = new ProcessStartInfo(program, command[1..]);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var process = Start(start, command[0]);

        // Ctrl-C reaches it too: it ends in its own way, and then so do we.
        await process.WaitForExitAsync(cancel);
        return process.ExitCode;
    }

    private static Process Start(ProcessStartInfo start, string shown)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception cause)
        {
            throw new UsageException($"{Plain.Of(shown)} cannot be run: {cause.Message}");
        }
    }
}
