using System.ComponentModel;
using System.Diagnostics;

namespace VizPipeline.Tests.Support;

/// <summary>Runs another program to its end.</summary>
internal static class External
{
    /// <summary>Its exit code and everything it wrote. A program that is not there fails the test by name.</summary>
    public static async Task<(int Exit, string Out, string Error)> RunAsync(string program, IEnumerable<string> args, CancellationToken cancel)
    {
        using var process = new Process { StartInfo = new(program, args) { RedirectStandardOutput = true, RedirectStandardError = true } };
        try
        {
            process.Start();
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException($"This test needs the program {program}, which cannot be started: {missing.Message}", missing);
        }
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
        try
        {
            await process.WaitForExitAsync(cancel);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
