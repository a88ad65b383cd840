using System.Buffers;

namespace VizPipeline.Storage;

/// <summary>Reads a body without trusting its length.</summary>
internal static class BoundedBody
{
    private const int Step = 64 * 1024;

    /// <summary>The body, or as much of it as is allowed.</summary>
    /// <param name="content">Whose headers were read.</param>
    /// <param name="most">Bytes.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <returns>Whether that was all of it.</returns>
    public static async ValueTask<(ReadOnlyMemory<byte> Bytes, bool IsWhole)> ReadAsync(HttpContent content, int most, CancellationToken cancel)
    {
        await using var body = await content.ReadAsStreamAsync(cancel);
        var bytes = new ArrayBufferWriter<byte>(Step);
        while (bytes.WrittenCount <= most)
        {
            var read = await body.ReadAsync(bytes.GetMemory(Step), cancel);
            if (read == 0) return (bytes.WrittenMemory, true);
            bytes.Advance(read);
        }

        return (bytes.WrittenMemory[..most], false);
    }
}
