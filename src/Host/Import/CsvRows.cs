using CsvHelper;

namespace VizPipeline.Host;

/// <summary>A CSV text's records one after another. Each stands on one line, so that a quote left open spoils one row and not the rest.</summary>
internal sealed class CsvRows : IDisposable
{
    private readonly CsvReader _reader;
    private readonly string _file;
    private readonly HashSet<long> _badQuotes = [];

    public CsvRows(Stream bytes, string file, char delimiter)
    {
        _file = file;
        _reader = CsvReader.Create(bytes, new CsvReaderOptions
        {
            HasHeader = false,
            Separator = delimiter,
            AllowLineBreaksInQuotes = false,
            MaxRecordSize = 2 * GuardedStream.LongestLine,
            TrackLineNumbers = true,
            OnMalformedRecord = bad => _badQuotes.Add(bad.LineNumber),
        }, leaveOpen: true);
    }

    public long Line => _reader.LineNumber;

    public int Count => _reader.FieldCount;

    /// <summary>Whether quotes stand where none may.</summary>
    public bool IsBad => _badQuotes.Count > 0 && _badQuotes.Contains(_reader.LineNumber);

    /// <summary>UTF-8 without its quotes, valid until the next row.</summary>
    public ReadOnlySpan<byte> this[int field] => _reader.GetSpan(field);

    public string Text(int field) => _reader.GetString(field);

    /// <summary>Whether there is another row, now current.</summary>
    public bool Next()
    {
        // Only the current line and those that the reader is ahead by are asked for.
        if (_badQuotes.Count > 256) _badQuotes.RemoveWhere(line => line < _reader.LineNumber);
        try
        {
            return _reader.Read();
        }
        catch (CsvFormatException cause)
        {
            throw new ImportException(ImportFault.Content, $"{_file} is no CSV: {cause.Message}", cause);
        }
    }

    public void Dispose() => _reader.Dispose();
}
