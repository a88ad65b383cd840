using System.Buffers;
using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Imaging;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The whole road over small random histories: whichever way it is gone, it leaves what the page on pictures wants.</summary>
public class RoadLaws
{
    private static readonly Gen<(History History, RoadWay Way)> Cases =
        from history in History.Any
        from way in RoadWay.Any
        select (history, way);

    private static int Runs => Environment.GetEnvironmentVariable("VIZ_TEST_LONG") == "1" ? 1000 : 24;

    private static async Task<bool> Leaves_what_is_wanted(History history, RoadWay way, Func<RoadPorts, RoadPorts> around)
    {
        await using var home = new RoadHome(history);
        home.Around = around;
        await way.GoAsync(home);
        home.Around = ports => ports;
        var differences = (await home.StateAsync()).Differences(RoadState.Wanted(home, history));
        if (around == AsTheyAre) Assert.True(differences.Count == 0, string.Join("\n", differences.Take(4)));
        return differences.Count == 0;
    }

    private static readonly Func<RoadPorts, RoadPorts> AsTheyAre = ports => ports;

    [Fact]
    public void Whichever_way_the_road_is_gone_it_leaves_the_same_pictures_rows_and_names() =>
        Law.Holds(Cases, test => Leaves_what_is_wanted(test.History, test.Way, AsTheyAre), Runs);

    [Fact]
    public void The_law_refutes_a_painter_that_forgets_the_oldest_day() => Refutes(ports => ports with { Painter = new ForgetfulPainter() });

    [Fact]
    public void The_law_refutes_a_latest_that_does_not_look_at_what_was_there() => Refutes(ports => ports with { Names = new NeverLooks(ports.Names) });

    [Fact]
    public void The_law_refutes_a_road_that_skips_hours_that_occur_twice() =>
        Refutes(ports => ports with { Ledger = new SkipsRepeatedHours((SqliteLedger)ports.Ledger, ports.WindowNames) });

    private static void Refutes(Func<RoadPorts, RoadPorts> mutant) =>
        Mutant.IsRefuted(Cases, test => Leaves_what_is_wanted(test.History, test.Way, mutant), runs: 200);

    private sealed class ForgetfulPainter : IPainter
    {
        public PictureHead Paint(Strip strip, StripSize size, IBufferWriter<byte> png) =>
            new StripPainter().Paint(strip.Rows.Count > 2 ? strip with { Rows = [.. strip.Rows.Skip(1)] } : strip, size, png);
    }

    private sealed class NeverLooks(INameIndex names) : INameIndex
    {
        public ValueTask<string?> FindAsync(string key, CancellationToken cancel) => ValueTask.FromResult<string?>(null);

        public ValueTask PutAsync(string key, string value, CancellationToken cancel) => names.PutAsync(key, value, cancel);

        public ValueTask<IReadOnlyDictionary<string, string>> FindAllAsync(IReadOnlyCollection<string> keys, CancellationToken cancel) =>
            ValueTask.FromResult<IReadOnlyDictionary<string, string>>(ImmutableDictionary<string, string>.Empty);

        public ValueTask PutAllAsync(IReadOnlyCollection<KeyValuePair<string, string>> pairs, CancellationToken cancel) => names.PutAllAsync(pairs, cancel);

        public ValueTask DeleteAsync(string key, CancellationToken cancel) => names.DeleteAsync(key, cancel);

        public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancel) => names.ListAsync(prefix, cancel);
    }

    private sealed class SkipsRepeatedHours(SqliteLedger ledger, WindowNames names) : LedgerAsIs(ledger)
    {
        private static readonly int _usual = "2025-11-02_02_hourly.png".Length;

        public override ValueTask RecordAsync(LedgerEntry entry, ReadOnlyMemory<byte>? preview, CancellationToken cancel) =>
            entry.Window.Kind == WindowKind.Hourly && names.FileName(entry.Window).Length > _usual ? ValueTask.CompletedTask : base.RecordAsync(entry, preview, cancel);
    }
}
