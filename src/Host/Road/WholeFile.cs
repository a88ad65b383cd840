namespace VizPipeline.Host;

/// <summary>Writes files that are whole or not there.</summary>
internal static class WholeFile
{
    /// <exception cref="IOException">It cannot be written; what was there before still is.</exception>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var part = path + ".part";
        try
        {
            await File.WriteAllBytesAsync(part, content, cancel);
            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
