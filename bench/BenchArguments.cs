using System.Collections.Immutable;
using System.Globalization;

namespace VizPipeline.Bench;

/// <summary>What the command line asks for.</summary>
/// <param name="Benches">At least one, in the order given.</param>
/// <param name="Json">A file for the rows; null for none.</param>
/// <param name="Sizes">How much is measured.</param>
/// <param name="Saves">Whether the tables are written to <c>bench/results</c>.</param>
internal sealed record BenchArguments(ImmutableArray<Bench> Benches, string? Json, BenchSizes Sizes, bool Saves)
{
    public static string Names { get; } = string.Join(", ", Bench.All.Select(bench => bench.Name));

    public static string Usage { get; } = $"""
        usage: dotnet run -c Release --project bench -- NAME… [--json FILE] [--save] [--quick] [--days N] [--rounds N] [--case TEXT]
          NAME      one or more of: {Names}
          --json    writes the rows to a file: bench, case, value, unit, peer, peer_value, ratio
          --save    writes the table to bench/results/NAME.md
          --quick   tiny sizes: shows that a bench works, measures nothing
          --days    days of readings, and --rounds how often: for those that let them be chosen
          --case    only these cases, with commas between, likewise
        """;

    /// <summary>Null where something is wrong; then <paramref name="error"/> says in one line what would be right.</summary>
    public static BenchArguments? Read(string[] arguments, out string error)
    {
        var (benches, json, rest) = (ImmutableArray.CreateBuilder<Bench>(), (string?)null, new Queue<string>(arguments));
        var (sizes, saves) = (new BenchSizes(IsQuick: false), false);
        error = "";
        while (error.Length == 0 && rest.TryDequeue(out var argument))
        {
            switch (argument)
            {
                case "--quick": sizes = sizes with { IsQuick = true }; break;
                case "--save": saves = true; break;
                case "--json" when rest.TryDequeue(out json): break;
                case "--case" when rest.TryDequeue(out var text): sizes = sizes with { Case = text }; break;
                case "--days" when Number(rest) is { } days: sizes = sizes with { Days = days }; break;
                case "--rounds" when Number(rest) is { } rounds: sizes = sizes with { Rounds = rounds }; break;
                case "--days" or "--rounds" or "--case": error = $"{argument} needs {(argument == "--case" ? "a text" : "a number from 1 on")}"; break;
                case "--json": error = "--json needs a file"; break;
                case ['-', ..]: error = $"there is no option {argument}; there are: --json FILE, --save, --quick, --days N, --rounds N, --case TEXT"; break;
                default:
                    if (Bench.All.FirstOrDefault(bench => bench.Name == argument) is { } bench) benches.Add(bench);
                    else error = $"there is no bench \"{argument}\"; there are: {Names}";
                    break;
            }
        }

        if (error.Length == 0 && benches.Count == 0) error = $"name a bench; there are: {Names}";
        if (error.Length == 0 && sizes.IsQuick && saves) error = "--save keeps only what was measured in full: leave out --quick";
        return error.Length > 0 ? null : new([.. benches.Distinct()], json, sizes, saves);
    }

    private static int? Number(Queue<string> rest) => rest.TryDequeue(out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
