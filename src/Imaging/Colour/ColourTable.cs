namespace VizPipeline.Imaging;

/// <summary>Numbers distinct colours in order of first appearance, as long as there are at most 256.</summary>
internal sealed class ColourTable
{
    public const int Most = 256;

    // Open addressing; a slot holds a colour below and its number + 1 above, or nothing.
    private const int Slots = 1024;
    private readonly ulong[] _slots = new ulong[Slots];
    private readonly uint[] _colours = new uint[Most];

    public int Count { get; private set; }

    public ReadOnlySpan<uint> Colours => _colours.AsSpan(0, Count);

    /// <summary>The number of each colour; false where one is not among the first <paramref name="most"/>, the table then being as before the call.</summary>
    public bool TryNumber(ReadOnlySpan<uint> colours, Span<uint> numbers, int most)
    {
        var before = Count;
        var (last, number) = (~0u, 0u);
        for (var c = 0; c < colours.Length; c++)
        {
            if (colours[c] != last)
            {
                last = colours[c];
                if (Find(last, most) is not { } found)
                {
                    Truncate(before);
                    return false;
                }
                number = found;
            }
            numbers[c] = number;
        }
        return true;
    }

    /// <summary>Forgets all but the first <paramref name="count"/> colours.</summary>
    public void Truncate(int count)
    {
        if (count >= Count) return;
        Count = 0;
        Array.Clear(_slots);
        for (var number = 0; number < count; number++) Find(_colours[number], Most);
    }

    private uint? Find(uint colour, int most)
    {
        var slot = (int)((colour * 2654435761u) >> 22);
        for (; _slots[slot] != 0; slot = (slot + 1) % Slots)
        {
            if ((uint)_slots[slot] == colour) return (uint)(_slots[slot] >> 32) - 1 is var number && number < most ? number : null;
        }
        if (Count >= most) return null;
        _colours[Count++] = colour;
        _slots[slot] = colour | ((ulong)Count << 32);
        return (uint)(Count - 1);
    }
}
