namespace VizPipeline.Tests;

/// <summary>One file of a project under src or bench, as the layering rules see it.</summary>
/// <param name="Project">The project's folder: Pipeline, Imaging, Storage, Stages, Doubles, Host, bench.</param>
/// <param name="Path">Below that folder, with forward slashes.</param>
/// <param name="Text">Its content.</param>
internal sealed record SourceFile(string Project, string Path, string Text)
{
    public IEnumerable<string> Lines => Text.Split('\n');

    public override string ToString() => $"{Project}/{Path}";
}
