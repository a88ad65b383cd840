using System.Buffers;

namespace VizPipeline.Imaging;

/// <summary>Numbers distinct colours in order of first appearance, as long as there are at most 256.</summary>
internal sealed class ColourTable : IDisposable
{
    public const int Most = 256;

    // Open addressing; a slot holds a colour below and its number + 1 above, or nothing.
    private const int Slots = 1024;
    private readonly ulong[] _slots = ArrayPool<ulong>.Shared.Rent(Slots);
    private readonly uint[] _colours = ArrayPool<uint>.Shared.Rent(Most);

    public ColourTable() => _slots.AsSpan(0, Slots).Clear();

    public int Count { get; private set; }

    public ReadOnlySpan<uint> Colours => _colours.AsSpan(0, Count);

    /// <summary>Replaces each colour by its number; false, with the span half replaced, at the 257th distinct colour.</summary>
    public bool TryNumber(Span<uint> pixels)
    {
        var (last, number) = (~0u, 0u);
        foreach (ref var pixel in pixels)
        {
            if (pixel != last)
            {
                last = pixel;
                if (Find(pixel) is not { } found) return false;
                number = found;
            }
            pixel = number;
        }
        return true;
    }

    private uint? Find(uint colour)
    {
        var slot = (int)((colour * 2654435761u) >> 22);
        for (; _slots[slot] != 0; slot = (slot + 1) % Slots)
        {
            if ((uint)_slots[slot] == colour) return (uint)(_slots[slot] >> 32) - 1;
        }
        if (Count == Most) return null;
        _colours[Count++] = colour;
        _slots[slot] = colour | ((ulong)Count << 32);
        return (uint)(Count - 1);
    }

    public void Dispose()
    {
        ArrayPool<ulong>.Shared.Return(_slots);
        ArrayPool<uint>.Shared.Return(_colours);
    }
}
