using System.Globalization;

namespace VizPipeline.Bench;

/// <summary>What a figure has to reach.</summary>
/// <param name="Case">The case of its row.</param>
/// <param name="Unit">The unit of its row.</param>
/// <param name="Bound">At least this where more is better, else at most.</param>
/// <param name="Peer">Where there is one, it is the ratio to this peer that has to reach the bound, as a least.</param>
internal sealed record HeldTo(string Case, Unit Unit, double Bound, string? Peer = null)
{
    /// <summary>A list in Markdown of what was measured beside what it is held to, each reached, missed or not measured; empty where nothing is held.</summary>
    public static string Text(IReadOnlyCollection<HeldTo> held, IReadOnlyCollection<BenchRow> rows)
    {
        var lines = held.SelectMany(bound => rows.Where(bound.IsOf).Select(bound.Line).DefaultIfEmpty($"{bound.Case}, {bound.Unit}: **not measured**")).Select(line => $"* {line}\n");
        return held.Count == 0 ? "" : $"Held to:\n\n{string.Concat(lines.Distinct())}\n";
    }

    /// <summary>Whether a row that it is of reaches it.</summary>
    public bool IsReachedBy(BenchRow row) => Peer is not null ? row.Ratio >= Bound : Unit.Better == Better.More ? row.Value >= Bound : row.Value <= Bound;

    private bool IsOf(BenchRow row) => row.Case == Case && row.Unit == Unit && (Peer is null || row.Peer == Peer);

    private string Line(BenchRow row) => string.Create(CultureInfo.InvariantCulture,
        $"{Case}: {(Peer is null ? $"{Table.Figure(row.Value)} {Unit}" : $"{Table.Figure(row.Ratio)} times as fast as {Peer}")}; {(Peer is not null || Unit.Better == Better.More ? "at least" : "at most")} {Table.Figure(Bound)}{(IsReachedBy(row) ? "" : ", **missed**")}");
}
