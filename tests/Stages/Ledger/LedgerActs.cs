using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>One thing done to a ledger, and the same thing done to the model.</summary>
internal abstract record LedgerAct
{
    public static Gen<LedgerAct[]> Some { get; } = Gen.Choose(1, 30).SelectMany(count => One.ArrayOf(count));

    public abstract Task DoAsync(ILedger ledger, LedgerModel model);

    public static Window[] Windows { get; } =
    [
        .. from kind in Enum.GetValues<WindowKind>()
           from end in Enumerable.Range(1, 3)
           from length in Enumerable.Range(1, kind == WindowKind.Cumulative ? 2 : 1)
           select new Window(kind, At(end - length), At(end)),
    ];

    /// <summary>The last windows of their kind, of which the longer is the latest; common enough that a law meets them.</summary>
    private static Window[] EndingTogether { get; } = [.. Windows.Where(window => window.Kind == WindowKind.Cumulative && window.End == Windows.Max(any => any.End))];

    public static string[] Sensors { get; } = ["temperature", "gas"];

    public static string KeyOf(string sensor, Window window) => $"{sensor}:{window}";

    public static Instant At(int hour) => NodaConstants.UnixEpoch + Duration.FromHours(480_000 + hour);

    private static Gen<LedgerEntry> Planned =>
        from sensor in Gen.Elements(Sensors)
        from window in Gen.OneOf(Gen.Elements(Windows), Gen.Elements(EndingTogether))
        from minute in Gen.Choose(0, 5)
        select new LedgerEntry { Key = KeyOf(sensor, window), Sensor = sensor, Window = window, UpdatedAt = At(0) + Duration.FromMinutes(minute) };

    private static Gen<LedgerEntry> Any =>
        from entry in Planned
        from state in Gen.Elements([.. Enum.GetValues<WindowState>(), WindowState.Done, WindowState.Done, WindowState.Done])
        from number in Gen.Choose(-3, 1_000_000)
        from attempts in Gen.Choose(0, 5)
        select number < 0 ? entry with { State = state, Attempts = attempts } : entry with
        {
            State = state,
            Attempts = attempts,
            Input = new InputHash(new UInt128((ulong)number << 40, (ulong)number)),
            Cid = new Cid($"bafk{number}"),
            PinId = $"a/{number}.png",
            Bytes = number,
            DataPoints = number + 1L,
            Min = number / 7.0,
            Max = number / 3.0,
            ProcessingTime = number / 11.0,
            Error = number % 2 == 0 ? null : "it’s away: “why” 🗻",
        };

    private static Gen<LedgerAct> Recorded =>
        from entry in Any
        from preview in Gen.Choose(-1, 9)
        select (LedgerAct)new Record(entry, preview < 0 ? null : [.. Enumerable.Repeat((byte)preview, preview)]);

    private static Gen<LedgerAct> One => Gen.OneOf(
        Recorded,
        Recorded,
        Planned.NonEmptyListOf().Select(entries => (LedgerAct)new Plan([.. entries])),
        from entries in Any.NonEmptyListOf()
        from rejected in Gen.Elements(true, false)
        from minute in Gen.Choose(0, 5)
        select (LedgerAct)new Fail([.. entries.DistinctBy(entry => entry.Key)], rejected, At(0) + Duration.FromMinutes(minute)),
        from name in Gen.Elements("anchor", "zone")
        from value in Gen.Elements("one", "two", "")
        select (LedgerAct)new Fix(name, value),
        from code in Gen.Choose(-1, 4)
        select (LedgerAct)new Run(code));

    internal sealed record Plan(LedgerEntry[] Entries) : LedgerAct
    {
        public override async Task DoAsync(ILedger ledger, LedgerModel model)
        {
            model.Plan(Entries);
            await ledger.PlanAsync(Entries, default);
        }
    }

    internal sealed record Record(LedgerEntry Entry, byte[]? Preview) : LedgerAct
    {
        public override async Task DoAsync(ILedger ledger, LedgerModel model)
        {
            model.Record(Entry, Preview);
            await ledger.RecordAsync(Entry, Preview, default);
        }
    }

    internal sealed record Fail(LedgerEntry[] Entries, bool Rejected, Instant Now) : LedgerAct
    {
        public override async Task DoAsync(ILedger ledger, LedgerModel model)
        {
            model.Fail(Entries, Rejected, "down", Now);
            await ledger.FailAsync(Entries, Rejected, "down", Now, default);
        }
    }

    internal sealed record Fix(string Name, string Value) : LedgerAct
    {
        public override async Task DoAsync(ILedger ledger, LedgerModel model)
        {
            model.Facts.TryAdd(Name, Value);
            Assert.Equal(model.Facts[Name], await ledger.FixAsync(Name, Value, default));
        }
    }

    internal sealed record Run(int ExitCode) : LedgerAct
    {
        public override async Task DoAsync(ILedger ledger, LedgerModel model)
        {
            var id = await ledger.BeginRunAsync("backfill", At(0), default);
            var begun = new RunRecord(model.Runs.Count + 1, "backfill", At(0), null, null, null, null);
            model.Runs.Add(ExitCode < 0 ? begun : begun with { Finished = At(1), ExitCode = ExitCode, Summary = Summary, LastLine = "1 done" });
            if (ExitCode >= 0) await ledger.EndRunAsync(id, At(1), ExitCode, Summary, "1 done", default);
            Assert.Equal(begun.Id, id);
            Assert.Equal(model.Runs[^1], await ledger.FindRunAsync(id, default));
            Assert.Null(await ledger.FindRunAsync(id + 1, default));
        }

        // A run that ended before its work began has none.
        private RunSummary? Summary => ExitCode == 0
            ? new(new RunCounts(1, 2, 3, 4, 5, 6), 7, Duration.FromSeconds(8), [new("render", 2, 1, Duration.FromMilliseconds(9), Duration.Zero)])
            : null;
    }
}
