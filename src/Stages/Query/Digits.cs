namespace VizPipeline.Stages;

/// <summary>Reads a time's text from left to right. Each method moves on only where it says true.</summary>
internal ref struct Digits(ReadOnlySpan<byte> rest)
{
    private ReadOnlySpan<byte> _rest = rest;

    public readonly bool AtEnd => _rest.IsEmpty;

    public bool Skip(char expected)
    {
        if (_rest.IsEmpty || _rest[0] != expected) return false;
        _rest = _rest[1..];
        return true;
    }

    public bool Take(int length, out int number)
    {
        number = 0;
        if (_rest.Length < length) return false;
        foreach (var digit in _rest[..length])
        {
            if (digit is < (byte)'0' or > (byte)'9') return false;
            number = (number * 10) + (digit - '0');
        }

        _rest = _rest[length..];
        return true;
    }

    /// <summary>A fraction of a second in ticks; none is zero, digits beyond the seventh are cut off.</summary>
    public bool TakeFraction(out int ticks)
    {
        ticks = 0;
        if (!Skip('.') && !Skip(',')) return true;
        var scale = 1_000_000;
        var any = false;
        while (Take(1, out var digit))
        {
            ticks += digit * scale;
            scale /= 10;
            any = true;
        }

        return any;
    }

    /// <summary>Null where nothing is left.</summary>
    public bool TakeOffset(out int? seconds)
    {
        seconds = null;
        if (AtEnd) return true;
        Skip(' ');
        if (Skip('Z') || Skip('z'))
        {
            seconds = 0;
            return true;
        }

        var west = Skip('-');
        if (!west && !Skip('+')) return false;
        if (!Take(2, out var hours)) return false;
        var minutes = 0;
        if (!AtEnd)
        {
            Skip(':');
            if (!Take(2, out minutes)) return false;
        }

        if (minutes > 59 || (hours * 60) + minutes > 18 * 60) return false;
        seconds = ((hours * 60) + minutes) * (west ? -60 : 60);
        return true;
    }
}
