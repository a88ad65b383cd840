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
    // A link's CID, three numbers and their tags, and its part's length once more.
    private const int MostPerLink = 80;

    public static DagLink Of(ReadOnlySpan<DagLink> links)
    {
        var (treeBytes, fileBytes, partsBytes) = (0L, 0L, 0);
        foreach (var link in links)
        {
            (treeBytes, fileBytes) = (treeBytes + link.TreeBytes, fileBytes + link.FileBytes);
            partsBytes += 1 + VarintBytes(link.FileBytes);
        }

        var room = ArrayPool<byte>.Shared.Rent((links.Length + 1) * MostPerLink);
        var block = new Block(room);
        foreach (var link in links)
        {
            block.Write(0x12, 2 + link.Cid.Length + 2 + 1 + VarintBytes(link.TreeBytes));
            block.Write(0x0a, link.Cid.Length);
            block.Write(link.Cid);
            block.Write(0x12, 0);
            block.Write(0x18, link.TreeBytes);
        }

        block.Write(0x0a, 2 + 1 + VarintBytes(fileBytes) + partsBytes);
        block.Write(0x08, 2);
        block.Write(0x18, fileBytes);
        foreach (var link in links) block.Write(0x20, link.FileBytes);

        var cid = new byte[4 + SHA256.HashSizeInBytes];
        Cids.NodePrefix.CopyTo(cid);
        SHA256.HashData(block.Written, cid.AsSpan(4));
        var node = new DagLink(cid, block.Written.Length + treeBytes, fileBytes);
        ArrayPool<byte>.Shared.Return(room);
        return node;
    }

    private static int VarintBytes(long number)
    {
        var bytes = 1;
        for (; number >= 0x80; number >>= 7) bytes++;
        return bytes;
    }

    private ref struct Block(Span<byte> room)
    {
        private readonly Span<byte> _room = room;
        private int _length;

        public readonly ReadOnlySpan<byte> Written => _room[.._length];

        public void Write(byte tag, long number)
        {
            _room[_length++] = tag;
            for (; number >= 0x80; number >>= 7) _room[_length++] = (byte)(number | 0x80);
            _room[_length++] = (byte)number;
        }

        public void Write(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(_room[_length..]);
            _length += bytes.Length;
        }
    }
}
