namespace VizPipeline.Bench;

/// <summary>One measured figure, beside that of a peer where there is one.</summary>
/// <param name="Bench">Which bench.</param>
/// <param name="Case">What was done.</param>
/// <param name="Value">Ours: a median.</param>
/// <param name="Unit">Of both values.</param>
/// <param name="Peer">Who did the same in the same run.</param>
/// <param name="PeerValue">Theirs.</param>
internal sealed record BenchRow(string Bench, string Case, double Value, Unit Unit, string? Peer = null, double? PeerValue = null)
{
    /// <summary>How many times faster than the peer: above 1 is faster, whatever the unit. Null where there is no peer or nothing to be faster at.</summary>
    public double? Ratio => (Unit.Better, PeerValue) switch
    {
        (Better.More, { } peer) => Value / peer,
        (Better.Less, { } peer) => peer / Value,
        _ => null,
    };
}
