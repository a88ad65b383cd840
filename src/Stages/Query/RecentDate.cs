using NodaTime;

namespace VizPipeline.Stages;

/// <summary>Reads times as <see cref="IsoTime"/> does. Those of the form <c>2025-01-15T08:00:00Z</c>, of a date read just before, need only their clock read.</summary>
internal struct RecentDate
{
    private const int DateLength = 10;

    private ulong _date;
    private ushort _dateEnd;
    private long _midnight;

    public bool TryParse(ReadOnlySpan<byte> utf8, out IsoTime time)
    {
        if (IsOnSameDate(utf8) && TryClock(utf8[DateLength..], out var seconds))
        {
            time = new(_midnight + (seconds * NodaConstants.TicksPerSecond), OffsetSeconds: 0);
            return true;
        }

        if (!IsoTime.TryParse(utf8, out time)) return false;
        (_date, _dateEnd, _midnight) = (BitConverter.ToUInt64(utf8), BitConverter.ToUInt16(utf8[sizeof(ulong)..]), time.Midnight);
        return true;
    }

    private readonly bool IsOnSameDate(ReadOnlySpan<byte> utf8) =>
        utf8.Length == 20 && _date != 0 && BitConverter.ToUInt64(utf8) == _date && BitConverter.ToUInt16(utf8[sizeof(ulong)..]) == _dateEnd;

    // Of T08:00:00Z, ten bytes.
    private static bool TryClock(ReadOnlySpan<byte> text, out int seconds)
    {
        seconds = 0;
        if (text.Length != 10 || text[0] != 'T' || text[3] != ':' || text[6] != ':' || text[9] != 'Z') return false;
        if (!TryTwo(text[1], text[2], 23, out var hour) || !TryTwo(text[4], text[5], 59, out var minute) || !TryTwo(text[7], text[8], 59, out var second)) return false;
        seconds = (((hour * 60) + minute) * 60) + second;
        return true;
    }

    private static bool TryTwo(byte tens, byte ones, uint most, out int number)
    {
        var (high, low) = ((uint)tens - '0', (uint)ones - '0');
        number = (int)((high * 10) + low);
        return high <= 9 && low <= 9 && number <= most;
    }
}
