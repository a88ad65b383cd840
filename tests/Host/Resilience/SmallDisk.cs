using System.Diagnostics;
using System.Globalization;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>
/// A disk of a size of our choice: a tmpfs in a mount namespace of its own, so that nothing of it is left when the tests end, however they end.
/// As root, and elsewhere where the kernel lets a user make namespaces.
/// </summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    // Obeys sizes on standard input, and ends with it.
    private const string Script = """
        mount -t tmpfs -o size="$1" none "$0" || exit 1
        echo ready
        while read -r size; do mount -o remount,size="$size" "$0" || exit 1; echo resized; done
        """;

    private readonly Process _holder;
    private readonly string _flags;

    private SmallDisk(Process holder, string flags, string mount) => (_holder, _flags, Inside) = (holder, flags, mount);

    /// <summary>The disk's folder for a process that runs in it.</summary>
    public string Inside { get; }

    /// <summary>The disk's folder for everybody else.</summary>
    private string Outside => string.Create(CultureInfo.InvariantCulture, $"/proc/{_holder.Id}/root{Inside}");

    public static async Task<SmallDisk> MountAsync(long bytes)
    {
        var mount = Directory.CreateTempSubdirectory("viz-disk-").FullName;
        var said = "";
        foreach (var flags in Environment.UserName == "root" ? (string[])["-m", "-Urm"] : ["-Urm"])
        {
            var holder = Command.Start("unshare", [flags, "sh", "-c", Script, mount, Size(bytes)], mount);
            if (await holder.StandardOutput.ReadLineAsync() == "ready") return new(holder, flags, mount);
            said += await holder.StandardError.ReadToEndAsync();
            holder.Dispose();
        }

        Directory.Delete(mount);
        Assert.Fail($"This test needs a small tmpfs, which takes root or unprivileged user namespaces: {said}");
        throw new UnreachableException();
    }

    public async Task ResizeAsync(long bytes)
    {
        await _holder.StandardInput.WriteLineAsync(Size(bytes));
        await _holder.StandardInput.FlushAsync();
        Assert.Equal("resized", await _holder.StandardOutput.ReadLineAsync());
    }

    /// <summary>Runs the real program where the disk can be seen.</summary>
    public Task<CommandResult> RunVizAsync(IEnumerable<string> arguments, params (string Name, string? Value)[] environment)
    {
        string[] enter = ["-t", _holder.Id.ToString(CultureInfo.InvariantCulture), "-m", .. _flags == "-m" ? (string[])[] : ["-U", "--preserve-credentials"]];
        return Command.RunAsync("nsenter", [.. enter, "dotnet", Viz.Dll, .. arguments], "/", [.. Viz.Clean, .. environment]);
    }

    /// <summary>Copies a folder of the disk to where it can be opened.</summary>
    public string CopyOut(string name, string target)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Outside, name), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(Path.Combine(Outside, name), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }

        return target;
    }

    public async ValueTask DisposeAsync()
    {
        _holder.StandardInput.Close();
        await _holder.WaitForExitAsync();
        _holder.Dispose();
        Directory.Delete(Inside);
    }

    private static string Size(long bytes) => bytes.ToString(CultureInfo.InvariantCulture);
}
