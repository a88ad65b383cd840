using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Runs the real program as a user who owns nothing; for one who is not root already, as that user.</summary>
internal sealed class Nobody : IDisposable
{
    private static readonly string[] Dropped = ["--reuid=65534", "--regid=65534", "--clear-groups"];

    // Below the root user's own folder nobody else can read; then a copy serves.
    private readonly TempFolder _copy = new();

    public void Dispose() => _copy.Dispose();

    public async Task<CommandResult> RunVizAsync(IEnumerable<string> arguments, string folder)
    {
        if (Environment.UserName != "root") return await Viz.RunAsync(arguments, folder);
        var program = await CanReadAsync(Viz.Dll) ? Viz.Dll : Copy();
        return await Command.RunAsync("setpriv", [.. Dropped, "dotnet", program, .. arguments], folder, [.. Viz.Clean, ("HOME", "/"), ("DOTNET_CLI_HOME", "/tmp")]);
    }

    private static async Task<bool> CanReadAsync(string file) =>
        (await Command.RunAsync("setpriv", [.. Dropped, "test", "-r", file], "/")).ExitCode == 0;

    private string Copy()
    {
        var from = Path.GetDirectoryName(Viz.Dll)!;
        var files = Directory.EnumerateFiles(from).Concat(Directory.EnumerateFiles(Path.Combine(from, "runtimes"), "*", SearchOption.AllDirectories));
        foreach (var file in files)
        {
            var copy = _copy[Path.GetRelativePath(from, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }

        Open(_copy.Path);
        return _copy["viz.dll"];
    }

    /// <summary>Lets everybody read a folder with all in it.</summary>
    public static void Open(string folder)
    {
        Assert.True(Command.RunAsync("chmod", ["-R", "a+rX", folder], "/").GetAwaiter().GetResult().ExitCode == 0);
    }
}
