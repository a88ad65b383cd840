using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Runs ipfs-unixfs-importer under node over prefixes of one file.</summary>
internal static class CidWitness
{
    public sealed record Question(int Size, int Chunk, int Links);

    public static async Task<string[]> AskAsync(byte[] content, IReadOnlyList<Question> questions)
    {
        var folder = Path.Combine(RepositoryRoot, "tests", "Witnesses");
        Assert.True(Directory.Exists(Path.Combine(folder, "node_modules", "ipfs-unixfs-importer")),
            "tests/Witnesses has no node_modules: run tests/Witnesses/install (it needs node and npm).");

        using var home = new ScratchHome();
        await File.WriteAllBytesAsync(home["content"], content);
        using var node = Start(folder, home["content"]);
        var errors = node.StandardError.ReadToEndAsync();
        var answers = node.StandardOutput.ReadToEndAsync();
        foreach (var (size, chunk, links) in questions) await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { size, chunk, links }));
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await errors);
        return (await answers).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static Process Start(string folder, string content)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, "cids.js"), content])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (System.ComponentModel.Win32Exception cause)
        {
            throw new InvalidOperationException("node is not installed; the CIDs cannot be compared with ipfs-unixfs-importer.", cause);
        }
    }

    private static string RepositoryRoot
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "VizPipeline.sln"))) folder = Path.GetDirectoryName(folder)!;
            return folder;
        }
    }
}
