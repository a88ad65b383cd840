using System.Runtime.CompilerServices;

namespace VizPipeline.Storage;

// Which containers are open, and how many values each still has to come.
public ref partial struct MessagePackReader
{
    /// <summary>How many items of an array come next.</summary>
    public int ReadArrayHeader()
    {
        var code = Take(MessagePackKind.Array);
        return (int)Open(code < MessagePackCode.Nil ? code & MessagePackCode.MostFixItems : (long)Number(2 << (code - MessagePackCode.Array16)), values: 1);
    }

    /// <summary>How many pairs of a map come next.</summary>
    public int ReadMapHeader()
    {
        var code = Take(MessagePackKind.Map);
        return (int)Open(code < MessagePackCode.Nil ? code & MessagePackCode.MostFixItems : (long)Number(2 << (code - MessagePackCode.Map16)), values: 2);
    }

    /// <summary>Begins a record that <see cref="MessagePackWriter.BeginRecord"/> wrote. Returns how many fields come after those known, to be skipped at its end.</summary>
    /// <param name="version">The only one that is understood.</param>
    /// <param name="fields">Those that the caller is going to read.</param>
    public int ReadRecordHeader(int version, int fields)
    {
        var more = ReadArrayHeader() - 1 - fields;
        if (more < 0) throw Wrong("a record that lacks fields");
        var found = ReadInt32();
        return found == version ? more : throw Wrong($"a record of version {found}; this program knows version {version}");
    }

    /// <summary>Passes over whole values, whatever they are.</summary>
    public void Skip(int count)
    {
        for (long left = count; left > 0; left--) left += SkipHead();
    }

    // The values that belong to the one that began.
    private long SkipHead()
    {
        switch (NextKind)
        {
            case MessagePackKind.Array: return ReadArrayHeader();
            case MessagePackKind.Map: return 2L * ReadMapHeader();
            case MessagePackKind.Text: ReadText(); break;
            case MessagePackKind.Binary: ReadBinary(); break;
            case MessagePackKind.Extension: Extension(Take(MessagePackKind.Extension), out _); break;
            case MessagePackKind.Float32 or MessagePackKind.Float64: ReadDouble(); break;
            case MessagePackKind.Whole: ReadWhole(); break;
            case MessagePackKind.Flag: ReadFlag(); break;
            default: Take(MessagePackKind.Nil); break;
        }

        return 0;
    }

    private long Open(long count, int values)
    {
        _owed += count * values;
        if (_owed > _bytes.Length - _at) throw Wrong("a container of more items than bytes are left");
        if (_depth == MostDepth) throw Wrong($"a container within {MostDepth} others, the most that may be");
        _open[_depth++] = (int)count * values;
        return count;
    }

    private void CountValue()
    {
        while (_depth > 0 && _open[_depth - 1] == 0) _depth--;
        if (_depth == 0) return;
        _open[_depth - 1]--;
        _owed--;
    }

    [InlineArray(MostDepth)]
    private struct OpenContainers
    {
        private int _first;
    }
}
