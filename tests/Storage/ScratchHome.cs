namespace VizPipeline.Tests;

/// <summary>An empty folder of its own for one test, gone afterwards.</summary>
internal sealed class ScratchHome : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("viz-test-").FullName;

    public string this[string name] => Path.Combine(Folder, name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
