using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Doubles;

/// <summary>Faults by chance, each from the seed and the request's number alone, so that order of arrival decides nothing else.</summary>
internal sealed class SeededFaults(ulong seed, double share)
{
    private static readonly ImmutableArray<FaultMoment> Around = [FaultMoment.BeforeBody, FaultMoment.DuringBody, FaultMoment.AfterEffect];
    private static readonly ImmutableArray<int> Statuses = [500, 502, 503, 524];

    public ScriptedFault? For(long number)
    {
        var bits = Mix(seed + ((ulong)number * 0x9e3779b97f4a7c15));
        if ((bits >> 11) * (1.0 / (1UL << 53)) >= share) return null;

        var (kind, detail) = (Pick(Mix(bits), 10), Mix(bits + 1));
        var at = Around[Pick(detail, Around.Length)];
        return kind switch
        {
            0 => new DelayFault(TimeSpan.FromMilliseconds(100 + Pick(Mix(detail), 3000)), Pick(detail, 2) == 0 ? FaultMoment.BeforeBody : FaultMoment.AfterEffect),
            1 => new StatusFault(429),
            2 => new StatusFault(429, TimeSpan.FromSeconds(1 + Pick(Mix(detail), 5))),
            3 => new StatusFault(Statuses[Pick(Mix(detail), Statuses.Length)], At: at),
            4 => new ResetFault((FaultMoment)Pick(detail, 4)),
            5 => new SlowAnswerFault(TimeSpan.FromMilliseconds(100 + Pick(detail, 2000))),
            6 => new HtmlFault(Pick(detail, 2) == 0 ? 200 : 502, at),
            7 => new WrongCidFault(),
            8 => new PartialFault(2 + Pick(detail, 5)),
            _ => new ClockFault(Duration.FromMinutes(Pick(detail, 120) - 60)),
        };
    }

    private static int Pick(ulong bits, int choices) => (int)(bits % (ulong)choices);

    // The finaliser of SplitMix64 (Steele, Lea, Flood 2014): System.Random promises no sequence across runtimes.
    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
        bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
        return bits ^ (bits >> 31);
    }
}
