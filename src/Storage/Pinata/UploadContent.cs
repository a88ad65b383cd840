using System.Net;

namespace VizPipeline.Storage;

/// <summary>Bytes on their way up, in pieces; tells how many have gone.</summary>
internal sealed class UploadContent(ReadOnlyMemory<byte> bytes, Action<long> sent) : HttpContent
{
    private const int Piece = 64 * 1024;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        for (var at = 0; at < bytes.Length; at += Piece)
        {
            var end = Math.Min(at + Piece, bytes.Length);
            await stream.WriteAsync(bytes[at..end], cancellationToken);
            sent(end);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return true;
    }
}
