using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Takes the rows of one file after another and counts.</summary>
internal sealed class ImportPass(ImportRequest request, TimeReader times, char delimiter, ReadingWriter writer)
{
    private const int Shown = 10;
    private const int RowsBetweenReports = 8192;

    private readonly List<MalformedRow> _first = [];
    private readonly double[] _values = new double[request.Sensors.Length];
    private readonly DropReason?[] _dropped = new DropReason?[request.Sensors.Length];
    private readonly Drops[] _drops = [.. request.Sensors.Select(_ => new Drops())];
    private long _rows;
    private long _malformed;

    public void Read(ImportStream input, Action<long> report, CancellationToken cancel)
    {
        var file = input.Name;
        try
        {
            using var guarded = new GuardedStream(input.Bytes, file);
            using var rows = new CsvRows(guarded, file, delimiter);
            if (!rows.Next()) throw new ImportException($"{file} is empty; expected a header and rows");
            var header = CsvHeader.Of(file, rows, request);
            var (any, fitted) = (false, false);
            while (rows.Next())
            {
                cancel.ThrowIfCancellationRequested();
                if (!fitted) header = header.Fitted(file, rows, times);
                fitted = true;
                any |= Take(file, rows, header);
                if (_rows % RowsBetweenReports == 0) report(input.Position);
            }

            cancel.ThrowIfCancellationRequested();
            input.Finish();
            if (!any) throw new ImportException($"{file} has not one good row{(_first.Find(row => row.File == file) is { } bad ? $"; line {bad.Line}: {bad.Why}" : "")}");
        }
        catch (Exception cause) when (cause is InvalidDataException or IOException or UnauthorizedAccessException && cause is not Storage.HomeUnavailableException)
        {
            throw new ImportException(cause is InvalidDataException ? ImportFault.Content : ImportFault.Unavailable, $"{file} cannot be read: {cause.Message}", cause);
        }
    }

    public ImportReport Report(int files) => new(files, _rows, _malformed, [.. _first],
        [.. request.Sensors.Select((sensor, i) => new SensorTally(sensor.Name, writer.Added[i], writer.Duplicates[i], _drops[i]))])
    { Ambiguous = times.Ambiguous };

    private bool Take(string file, CsvRows row, CsvHeader header)
    {
        _rows++;
        if (Judge(row, header, out var ticks) is { } bad)
        {
            Skip(new(file, row.Line, bad.Why), bad.Reason);
            return false;
        }

        for (var i = 0; i < _drops.Length; i++)
            if (_dropped[i] is { } reason) _drops[i].Add(reason);
        writer.Write(ticks, _values);
        return true;
    }

    // Null for a good row, whose values are then in place.
    private (string Why, DropReason Reason)? Judge(CsvRows row, CsvHeader header, out long ticks)
    {
        ticks = 0;
        if (row.IsBad) return ("a quote stands where none may", DropReason.Malformed);
        if (row.Count != header.Width) return ($"has {row.Count} fields, expected {header.Width}", DropReason.Malformed);
        if (!times.TryRead(row.Text(header.Time), out ticks, out var why)) return (why!, DropReason.BadTime);
        for (var i = 0; i < _values.Length; i++)
        {
            _dropped[i] = ReadingText.Judge(row[header.Values[i]], out _values[i]);
            if (_dropped[i] == DropReason.Malformed) return ($"{request.Sensors[i].FileColumn} {TimeReader.Shown(row.Text(header.Values[i]))} is no number", DropReason.Malformed);
            if (_dropped[i] is not null) _values[i] = double.NaN;
        }

        return null;
    }

    private void Skip(MalformedRow row, DropReason reason)
    {
        if (request.Strict) throw new ImportException($"{row}; with --strict nothing is imported");
        _malformed++;
        foreach (var drops in _drops) drops.Add(reason);
        if (_first.Count < Shown) _first.Add(row);
    }
}
