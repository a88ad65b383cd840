using System.ComponentModel;
using System.Diagnostics;

namespace VizPipeline.Tests.Support;

/// <summary>What a process left behind.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    public override string ToString() => $"exit {ExitCode}\n--- standard output\n{Output}\n--- standard error\n{Errors}";
}

/// <summary>Runs another process to its end.</summary>
internal static class Command
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs it with nothing on standard input unless told otherwise; kills it, and fails, when it takes longer than five minutes or <paramref name="timeout"/>.</summary>
    /// <param name="file">The executable, by path or by name.</param>
    /// <param name="arguments">As the process receives them: no shell stands between.</param>
    /// <param name="folder">The working directory.</param>
    /// <param name="environment">Added to the test's own; null takes a variable away.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="timeout">How long it may take.</param>
    public static async Task<CommandResult> RunAsync(
        string file, IEnumerable<string> arguments, string folder, IEnumerable<(string Name, string? Value)>? environment = null, string input = "", TimeSpan? timeout = null)
    {
        using var process = Start(file, arguments, folder, environment);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Xunit.TestContext.Current.CancellationToken);
        patience.CancelAfter(timeout ?? Patience);
        try
        {
            await FeedAsync(process, input);
            await process.WaitForExitAsync(patience.Token);
            return new(process.ExitCode, await output.WaitAsync(patience.Token), await errors.WaitAsync(patience.Token));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{file} {string.Join(' ', arguments)} did not end in {timeout ?? Patience}");
        }
    }

    /// <summary>Starts it with all three streams redirected; the caller reads, waits and disposes.</summary>
    public static Process Start(string file, IEnumerable<string> arguments, string folder, IEnumerable<(string Name, string? Value)>? environment = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? [])
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start");
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException($"This test needs the program {file}, which cannot be started: {missing.Message}", missing);
        }
    }

    // A process that ends without reading its input is no failure.
    private static async Task FeedAsync(Process process, string input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
        }
    }
}
