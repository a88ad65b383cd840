using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace VizPipeline.Tests;

/// <summary>Test content that anyone can make again: the ChaCha20 keystream (RFC 8439) under the SHA-256 of a seed text, zero nonce, counter from 0.</summary>
internal static class Keystream
{
    private static readonly uint[] _constants = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574];

    public static byte[] Of(string seed, int length)
    {
        var key = SHA256.HashData(Encoding.UTF8.GetBytes(seed));
        var state = new uint[16];
        _constants.CopyTo(state, 0);
        for (var i = 0; i < 8; i++) state[4 + i] = BinaryPrimitives.ReadUInt32LittleEndian(key.AsSpan(4 * i));

        var stream = new byte[(length + 63) / 64 * 64];
        for (var at = 0; at < stream.Length; at += 64)
        {
            Block(state, stream.AsSpan(at, 64));
            state[12]++;
        }

        return stream[..length];
    }

    private static void Block(uint[] state, Span<byte> bytes)
    {
        Span<uint> x = stackalloc uint[16];
        state.CopyTo(x);
        for (var round = 0; round < 10; round++)
        {
            for (var i = 0; i < 4; i++) Quarter(x, i, 4 + i, 8 + i, 12 + i);
            for (var i = 0; i < 4; i++) Quarter(x, i, 4 + ((i + 1) % 4), 8 + ((i + 2) % 4), 12 + ((i + 3) % 4));
        }

        for (var i = 0; i < 16; i++) BinaryPrimitives.WriteUInt32LittleEndian(bytes[(4 * i)..], x[i] + state[i]);
    }

    private static void Quarter(Span<uint> x, int a, int b, int c, int d)
    {
        x[d] = BitOperations.RotateLeft(x[d] ^ (x[a] += x[b]), 16);
        x[b] = BitOperations.RotateLeft(x[b] ^ (x[c] += x[d]), 12);
        x[d] = BitOperations.RotateLeft(x[d] ^ (x[a] += x[b]), 8);
        x[b] = BitOperations.RotateLeft(x[b] ^ (x[c] += x[d]), 7);
    }
}
