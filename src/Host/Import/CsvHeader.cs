namespace VizPipeline.Host;

/// <summary>Where in a file's rows the wanted columns are.</summary>
/// <param name="Width">Fields of the header.</param>
/// <param name="Time">Index of the time.</param>
/// <param name="Values">Index of each sensor.</param>
internal sealed record CsvHeader(int Width, int Time, int[] Values)
{
    /// <exception cref="ImportException">A column is missing or there twice.</exception>
    public static CsvHeader Of(string file, CsvRows rows, ImportRequest request)
    {
        string[] fields = [.. Enumerable.Range(0, rows.Count).Select(rows.Text)];
        return new(fields.Length, Find(file, fields, request.TimeColumn), [.. request.Sensors.Select(sensor => Find(file, fields, sensor.FileColumn))]);
    }

    /// <summary>
    /// Some programs write a first column without a name, so that rows are one field longer than the header. Which end the extra field
    /// is at shows in where the time stands.
    /// </summary>
    /// <exception cref="ImportException">It stands at neither or at both.</exception>
    public CsvHeader Fitted(string file, CsvRows firstRow, TimeReader times)
    {
        if (firstRow.Count != Width + 1) return this;
        var here = times.TryRead(firstRow.Text(Time), out _, out _);
        var oneOn = times.TryRead(firstRow.Text(Time + 1), out _, out _);
        if (here == oneOn) throw new ImportException($"{file}: its rows have one field more than its header, and the time shows not which one; give the unnamed column a name");
        return here ? this with { Width = Width + 1 } : new(Width + 1, Time + 1, [.. Values.Select(value => value + 1)]);
    }

    private static int Find(string file, string[] fields, string column)
    {
        var exact = Indices(fields, column, StringComparison.Ordinal);
        var found = exact.Length > 0 ? exact : Indices(fields, column, StringComparison.OrdinalIgnoreCase);
        return found.Length switch
        {
            1 => found[0],
            0 => throw new ImportException($"{file} has no column {column}; its columns: {Shown(string.Join(", ", fields))}"),
            _ => throw new ImportException($"{file} has {found.Length} columns {column}; each wanted column must be there once"),
        };
    }

    private static int[] Indices(string[] fields, string column, StringComparison comparison) =>
        [.. Enumerable.Range(0, fields.Length).Where(i => fields[i].Trim().Equals(column.Trim(), comparison))];

    private static string Shown(string columns) => columns.Length > 400 ? columns[..400] + "…" : columns;
}
