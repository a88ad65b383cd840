using System.Buffers;
using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Host;
using VizPipeline.Imaging;
using VizPipeline.Stages;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The stage that is slowed on purpose is the one that is named.</summary>
public class BottleneckTests
{
    // Much slower than the others on a machine that is busy with other tests too.
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(100);

    [Theory]
    [InlineData("render")]
    [InlineData("pin")]
    [InlineData("commit")]
    public async Task It_is_the_stage_that_is_slow(string stage)
    {
        await using var home = new RoadHome(History.Made(new(2025, 6, 1), days: 1, everyMinutes: 29));

        // As many as share a flush, so that a busy disk is not the bottleneck.
        home.Options = home.Options with { Limits = home.Options.Limits with { Cleanup = new(64, 64) } };
        home.Around = ports => stage switch
        {
            "render" => ports with { Painter = new SlowPainter(ports.Painter) },
            "pin" => ports with { Pins = new SlowPins(ports.Pins) },
            _ => ports with { Names = new SlowNames(ports.Names) },
        };
        var figures = new RunFigures(home.Options.Limits, TimeProvider.System);
        var run = await home.RunAsync(watching: new(figures.Tally, plan => figures.Progress.Begin(plan.Tasks), figures.Watch));

        Assert.True(run.Tally.Published > 70, $"{run.Tally.Published} pictures");
        ImmutableArray<StageSummary> stages = [.. figures.Watch.Look().Select(one => one.Since(null))];
        Assert.Equal(stage, StageTable.Bottleneck(stages, Duration.FromTimeSpan(run.Report.Elapsed)));
    }

    [Fact]
    public void Of_stages_that_do_nothing_none_is_named() =>
        Assert.Null(StageTable.Bottleneck([new("query", 1, 0, Duration.Zero, Duration.Zero), new("pin", 8, 0, Duration.Zero, Duration.FromSeconds(9))], Duration.FromSeconds(1)));

    private sealed class SlowPainter(IPainter painter) : IPainter
    {
        public PictureHead Paint(Strip strip, StripSize size, IBufferWriter<byte> png)
        {
            Thread.Sleep(Slow);
            return painter.Paint(strip, size, png);
        }
    }

    private sealed class SlowPins(IPinStore pins) : IPinStore
    {
        public PinTraits Traits => pins.Traits;

        public async ValueTask<Pin> PinAsync(PinRequest request, CancellationToken cancel)
        {
            await Task.Delay(Slow, cancel);
            return await pins.PinAsync(request, cancel);
        }

        public ValueTask FlushAsync(CancellationToken cancel) => pins.FlushAsync(cancel);

        public ValueTask<ImmutableArray<Pin>> FindAsync(Cid cid, CancellationToken cancel) => pins.FindAsync(cid, cancel);

        public ValueTask UnpinAsync(string id, CancellationToken cancel) => pins.UnpinAsync(id, cancel);

        public IAsyncEnumerable<Pin> ListAsync(CancellationToken cancel) => pins.ListAsync(cancel);
    }

    private sealed class SlowNames(INameIndex names) : INameIndex
    {
        public ValueTask<string?> FindAsync(string key, CancellationToken cancel) => names.FindAsync(key, cancel);

        public ValueTask<IReadOnlyDictionary<string, string>> FindAllAsync(IReadOnlyCollection<string> keys, CancellationToken cancel) => names.FindAllAsync(keys, cancel);

        public async ValueTask PutAsync(string key, string value, CancellationToken cancel)
        {
            await Task.Delay(Slow, cancel);
            await names.PutAsync(key, value, cancel);
        }

        public ValueTask PutAllAsync(IReadOnlyCollection<KeyValuePair<string, string>> pairs, CancellationToken cancel) => names.PutAllAsync(pairs, cancel);

        public ValueTask DeleteAsync(string key, CancellationToken cancel) => names.DeleteAsync(key, cancel);

        public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancel) => names.ListAsync(prefix, cancel);
    }
}
