using System.Diagnostics;

namespace VizPipeline.Tests.Support;

/// <summary>A folder of a test's own, gone when it ends.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("viz-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file, with the folders above it, and gives its path.</summary>
    public string Write(string name, string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], content);
        return this[name];
    }

    /// <summary>Writes a file that may be executed.</summary>
    /// <remarks>Another process writes it: what this one has open to write, a process that some other test just starts has too for a moment, and as long nobody can execute it.</remarks>
    public string WriteScript(string name, string content)
    {
        var text = Write($"{name}.text", content);
        using var install = Process.Start("install", ["-m", "755", text, this[name]]);
        install.WaitForExit();
        if (install.ExitCode != 0) throw new InvalidOperationException($"{this[name]} could not be written");
        File.Delete(text);
        return this[name];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
