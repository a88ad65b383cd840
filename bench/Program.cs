using VizPipeline.Bench;
using VizPipeline.Host;

// As the program does.
NativeHeap.ShareOne();

if (args is ["--help"] or ["-h"])
{
    Console.WriteLine(BenchArguments.Usage);
    return 0;
}

if (BenchArguments.Read(args, out var error) is not { } asked)
{
    await Console.Error.WriteLineAsync($"bench: {error}");
    return 2;
}

var machine = Machine.This;
var rows = new List<BenchRow>();
try
{
    foreach (var bench in asked.Benches)
    {
        var found = await bench.RunAsync(asked.Sizes);
        rows.AddRange(found);
        Console.WriteLine(Table.Of(found));
        if (!asked.Sizes.IsQuick) Console.Write(HeldTo.Text(bench.Held, found));
        if (asked.Saves) await ResultPage.SaveAsync(bench, found, machine);
    }
}
catch (MissingPeerException missing)
{
    await Console.Error.WriteLineAsync($"bench: {missing.Message}");
    return 1;
}

try
{
    if (asked.Json is { } file) await File.WriteAllTextAsync(file, RowsJson.Of(rows));
}
catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"bench: --json {asked.Json}: {cause.Message}");
    return 1;
}

return Environment.ExitCode;
