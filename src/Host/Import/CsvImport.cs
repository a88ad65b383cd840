using NodaTime;

namespace VizPipeline.Host;

/// <summary>Imports CSV files into the embedded readings, all of them or nothing.</summary>
/// <param name="readings">Into which.</param>
/// <param name="clock">Says when, for the log of imports.</param>
internal sealed class CsvImport(EmbeddedReadings readings, IClock clock)
{
    /// <remarks>Standard input is read where the inputs name <c>-</c>, and not disposed. Progress is told at each file and every few thousand rows.</remarks>
    /// <exception cref="ImportException">Nothing was imported.</exception>
    /// <exception cref="Storage.HomeUnavailableException">The database cannot be written; nothing was imported.</exception>
    public ImportReport Run(ImportRequest request, Stream standardInput, IProgress<ImportProgress> progress, CancellationToken cancel)
    {
        var files = ImportFiles.Find(request.Inputs);
        if (files.IsEmpty) throw new ImportException(ImportFault.Usage, "no file to import was named");
        var (times, delimiter) = (new TimeReader(request.TimeFormat, request.Zone), Delimiter(request.Delimiter));
        long? total = files.Contains(ImportFiles.StandardInput) ? null : files.Sum(file => new FileInfo(file).Length);
        using var writer = readings.Write([.. request.Sensors.Select(sensor => sensor.TableColumn)]);
        var pass = new ImportPass(request, times, delimiter, writer);
        var before = 0L;
        foreach (var file in files)
        {
            progress.Report(new(file, before, total));
            using var input = ImportStream.Open(file, standardInput);
            pass.Read(input, position => progress.Report(new(file, before + position, total)), cancel);
            if (file != ImportFiles.StandardInput) before += new FileInfo(file).Length;
        }

        progress.Report(new(files[^1], before, total));
        var report = pass.Report(files.Length);
        writer.Commit(clock.GetCurrentInstant(), report);
        return report;
    }

    private static char Delimiter(string text) => text.ToUpperInvariant() switch
    {
        "TAB" or "\\T" => '\t',
        [var one] when char.IsAscii(one) && one is not ('"' or '\r' or '\n') => text[0],
        _ => throw new ImportException(ImportFault.Usage, $"--delimiter {text} is none; expected one character, or tab"),
    };
}
