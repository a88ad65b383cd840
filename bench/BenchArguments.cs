using System.Collections.Immutable;

namespace VizPipeline.Bench;

/// <summary>What the command line asks for.</summary>
/// <param name="Benches">At least one, in the order given.</param>
/// <param name="Json">A file for the rows; null for none.</param>
/// <param name="IsQuick">Tiny sizes, which measure nothing.</param>
/// <param name="Saves">Whether the tables are written to <c>bench/results</c>.</param>
internal sealed record BenchArguments(ImmutableArray<Bench> Benches, string? Json, bool IsQuick, bool Saves)
{
    public static string Names { get; } = string.Join(", ", Bench.All.Select(bench => bench.Name));

    public static string Usage { get; } = $"""
        usage: dotnet run -c Release --project bench -- NAME… [--json FILE] [--save] [--quick]
          NAME      one or more of: {Names}
          --json    writes the rows to a file: bench, case, value, unit, peer, peer_value, ratio
          --save    writes the table to bench/results/NAME.md
          --quick   tiny sizes: shows that a bench works, measures nothing
        """;

    /// <summary>Null where something is wrong; then <paramref name="error"/> says in one line what would be right.</summary>
    public static BenchArguments? Read(string[] arguments, out string error)
    {
        var (benches, json, rest) = (ImmutableArray.CreateBuilder<Bench>(), (string?)null, new Queue<string>(arguments));
        var (isQuick, saves) = (false, false);
        error = "";
        while (error.Length == 0 && rest.TryDequeue(out var argument))
        {
            switch (argument)
            {
                case "--quick": isQuick = true; break;
                case "--save": saves = true; break;
                case "--json" when rest.TryDequeue(out json): break;
                case "--json": error = "--json needs a file"; break;
                case ['-', ..]: error = $"there is no option {argument}; there are: --json FILE, --save, --quick"; break;
                default:
                    if (Bench.All.FirstOrDefault(bench => bench.Name == argument) is { } bench) benches.Add(bench);
                    else error = $"there is no bench \"{argument}\"; there are: {Names}";
                    break;
            }
        }

        if (error.Length == 0 && benches.Count == 0) error = $"name a bench; there are: {Names}";
        if (error.Length == 0 && isQuick && saves) error = "--save keeps only what was measured in full: leave out --quick";
        return error.Length > 0 ? null : new([.. benches.Distinct()], json, isQuick, saves);
    }
}
