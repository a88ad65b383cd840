using System.Buffers;
using System.Security.Cryptography;

namespace VizPipeline.Storage;

/// <summary>A block as its parent refers to it.</summary>
/// <param name="Cid">Binary: 4 bytes of prefix, 32 of digest.</param>
/// <param name="TreeBytes">All blocks below and including this one; the specification's Tsize.</param>
/// <param name="FileBytes">The content below it.</param>
internal readonly record struct DagLink(byte[] Cid, long TreeBytes, long FileBytes);

/// <summary>An inner block of a file: DAG-PB with its links first, then UnixFS with the length of each part.</summary>
internal static class DagNode
{
    public static DagLink Of(List<DagLink> links)
    {
        var block = new ArrayBufferWriter<byte>();
        foreach (var link in links)
        {
            var linkBytes = 2 + link.Cid.Length + 2 + 1 + VarintBytes(link.TreeBytes);
            Write(block, 0x12, linkBytes);
            Write(block, 0x0a, link.Cid.Length);
            block.Write(link.Cid);
            Write(block, 0x12, 0);
            Write(block, 0x18, link.TreeBytes);
        }

        var fileBytes = links.Sum(link => link.FileBytes);
        Write(block, 0x0a, 2 + 1 + VarintBytes(fileBytes) + links.Sum(link => 1 + VarintBytes(link.FileBytes)));
        Write(block, 0x08, 2);
        Write(block, 0x18, fileBytes);
        foreach (var link in links) Write(block, 0x20, link.FileBytes);

        var cid = new byte[4 + SHA256.HashSizeInBytes];
        Cids.NodePrefix.CopyTo(cid);
        SHA256.HashData(block.WrittenSpan, cid.AsSpan(4));
        return new DagLink(cid, block.WrittenCount + links.Sum(link => link.TreeBytes), fileBytes);
    }

    private static void Write(ArrayBufferWriter<byte> block, byte tag, long number)
    {
        Span<byte> bytes = stackalloc byte[11];
        bytes[0] = tag;
        var at = 1;
        for (; number >= 0x80; number >>= 7) bytes[at++] = (byte)(number | 0x80);
        bytes[at++] = (byte)number;
        block.Write(bytes[..at]);
    }

    private static int VarintBytes(long number)
    {
        var bytes = 1;
        for (; number >= 0x80; number >>= 7) bytes++;
        return bytes;
    }
}
