using System.Text.Encodings.Web;
using System.Text.Json;

namespace VizPipeline.Bench;

/// <summary>Rows for other programs: an array of objects with <c>bench, case, value, unit, peer, peer_value, ratio</c>; null where there is no peer.</summary>
internal static class RowsJson
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(IEnumerable<BenchRow> rows) => JsonSerializer.Serialize(
        rows.Select(row => new Dictionary<string, object?>
        {
            ["bench"] = row.Bench,
            ["case"] = row.Case,
            ["value"] = row.Value,
            ["unit"] = row.Unit.Name,
            ["peer"] = row.Peer,
            ["peer_value"] = row.PeerValue,
            ["ratio"] = row.Ratio,
        }),
        Options) + "\n";
}
