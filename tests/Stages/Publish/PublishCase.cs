using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Doubles;

namespace VizPipeline.Tests;

/// <summary>A few hours of readings, most of them without any change so that many pictures are equal, and what goes wrong while they are published.</summary>
/// <param name="Days">One or two.</param>
/// <param name="Hours">With readings: which of the days' hours, and how much the values rise in it.</param>
/// <param name="Pinata">What goes wrong with its first requests; null is nothing.</param>
/// <param name="Cloudflare">The same.</param>
/// <param name="PinataIsDown">From this request on, whatever is asked of it breaks off: before its effect where the number is odd, after it where it is even; null for never.</param>
/// <param name="CloudflareIsDown">The same.</param>
internal sealed record PublishCase(
    int Days,
    ImmutableArray<(int Hour, int Rise)> Hours,
    ImmutableArray<ScriptedFault?> Pinata,
    ImmutableArray<ScriptedFault?> Cloudflare,
    int? PinataIsDown,
    int? CloudflareIsDown)
{
    private const int LongOutage = 1000;

    private static readonly LocalDate First = new(2025, 6, 10);
    private static readonly FaultMoment[] Around = [FaultMoment.BeforeBody, FaultMoment.DuringBody, FaultMoment.AfterEffect];

    private static readonly Gen<ScriptedFault?> Fault = Gen.OneOf(
        Gen.Constant((ScriptedFault?)null),
        from status in Gen.Elements(500, 502, 503, 524) from at in Gen.Elements(Around) select (ScriptedFault?)new StatusFault(status, At: at),
        from wait in Gen.Elements(0, 1, 3) select (ScriptedFault?)new StatusFault(429, wait == 0 ? null : TimeSpan.FromSeconds(wait)),
        from at in Gen.Elements(Enum.GetValues<FaultMoment>()) select (ScriptedFault?)new ResetFault(at),
        from at in Gen.Elements(Around) from status in Gen.Elements(200, 502) select (ScriptedFault?)new HtmlFault(status, at),
        from seconds in Gen.Elements(1, 5) select (ScriptedFault?)new DelayFault(TimeSpan.FromSeconds(seconds)),
        Gen.Elements<ScriptedFault?>(new SlowAnswerFault(TimeSpan.FromSeconds(2)), new WrongCidFault(), new PartialFault(2), new PartialFault(3), new ClockFault(Duration.FromHours(1))));

    public static Gen<PublishCase> Any { get; } =
        from days in Gen.Elements(1, 1, 2)
        from count in Gen.Choose(1, 6)
        from hours in (from hour in Gen.Choose(0, (24 * days) - 1) from rise in Gen.Elements(0, 0, 0, 1) select (hour, rise)).ListOf(count)
        from pinata in Fault.ListOf()
        from cloudflare in Fault.ListOf()
        from pinataIsDown in Outage(40)
        from cloudflareIsDown in Outage(12)
        select new PublishCase(days, [.. hours.DistinctBy(hour => hour.hour)], [.. pinata.Take(40)], [.. cloudflare.Take(12)], pinataIsDown, cloudflareIsDown);

    public History History
    {
        get
        {
            var calendar = Zones.Calendar("America/Los_Angeles");
            var start = calendar.StartOf(First)!.Value;
            var readings = from hour in Hours
                           from i in Enumerable.Range(0, 3)
                           select new SensorReading(History.Temperature, new(start + Duration.FromHours(hour.Hour) + Duration.FromMinutes(1 + (i * 20)), 20 + (hour.Rise * i)));
            return new(calendar, First, Days, [.. readings]);
        }
    }

    public FaultScript PinataFaults => Script(Pinata, PinataIsDown);

    public FaultScript CloudflareFaults => Script(Cloudflare, CloudflareIsDown);

    /// <summary>With less in it, the largest parts first.</summary>
    public static IEnumerable<PublishCase> Smaller(PublishCase test)
    {
        if (test.PinataIsDown is not null) yield return test with { PinataIsDown = null };
        if (test.CloudflareIsDown is not null) yield return test with { CloudflareIsDown = null };
        if (!test.Pinata.IsEmpty) yield return test with { Pinata = [] };
        if (!test.Cloudflare.IsEmpty) yield return test with { Cloudflare = [] };
        for (var i = 0; i < test.Hours.Length && test.Hours.Length > 1; i++) yield return test with { Hours = test.Hours.RemoveAt(i) };
        for (var i = 0; i < test.Pinata.Length; i++)
        {
            if (test.Pinata[i] is not null) yield return test with { Pinata = test.Pinata.SetItem(i, null) };
        }

        for (var i = 0; i < test.Cloudflare.Length; i++)
        {
            if (test.Cloudflare[i] is not null) yield return test with { Cloudflare = test.Cloudflare.SetItem(i, null) };
        }
    }

    public override string ToString() =>
        $"{Days} days, hours {string.Join(" ", Hours)}; Pinata {Text(Pinata)} down from {PinataIsDown}; Cloudflare {Text(Cloudflare)} down from {CloudflareIsDown}";

    private static Gen<int?> Outage(int most) => Gen.OneOf(Gen.Constant((int?)null), Gen.Constant((int?)null), Gen.Choose(1, most).Select(from => (int?)from));

    private static FaultScript Script(ImmutableArray<ScriptedFault?> faults, int? isDown) => isDown is not { } from
        ? FaultScript.Listed(faults)
        : FaultScript.Listed([.. faults.Concat(Enumerable.Repeat((ScriptedFault?)null, from)).Take(from - 1), .. Enumerable.Repeat(new ResetFault(from % 2 == 0 ? FaultMoment.AfterEffect : FaultMoment.BeforeBody), LongOutage)]);

    private static string Text(ImmutableArray<ScriptedFault?> faults) => string.Join(", ", faults.Select((fault, at) => fault is null ? null : $"{at + 1}: {fault}").OfType<string>());
}
