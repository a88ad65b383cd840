namespace VizPipeline.Host;

/// <summary>Keeps the newest word of a running import for whoever looks.</summary>
internal sealed class ImportWatch : IProgress<ImportProgress>
{
    private readonly Lock _lock = new();
    private ImportProgress? _newest;

    public void Report(ImportProgress value)
    {
        lock (_lock) _newest = value;
    }

    public Progress Look()
    {
        lock (_lock)
        {
            if (_newest is not { } now) return Progress.None;

            var of = now.Total is { } total ? $" of {Sizes.Text(total)}" : "";
            return new Progress(now.Bytes, now.Total ?? 0, Plain.Of(Path.GetFileName(now.File)), $"{Plain.Of(now.File)}, {Sizes.Text(now.Bytes)}{of}");
        }
    }
}
