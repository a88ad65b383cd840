using System.Text;

namespace VizPipeline.Tests;

/// <summary>The mutant of caution: takes every length for true and every byte for one that is there.</summary>
internal static class TrustingReader
{
    public static object? Read(byte[] bytes)
    {
        var at = 0;
        return Next(bytes, ref at);
    }

    private static object? Next(byte[] bytes, ref int at)
    {
        var code = bytes[at++];
        if (code is >= 0x90 and <= 0x9f)
        {
            var items = new object?[code & 15];
            for (var i = 0; i < items.Length; i++) items[i] = Next(bytes, ref at);
            return items;
        }

        if (code is >= 0xa0 and <= 0xbf) return Encoding.UTF8.GetString(bytes, at, code & 31);
        if (code == 0xd9) return Encoding.UTF8.GetString(bytes, at + 1, bytes[at]);
        return code;
    }
}
