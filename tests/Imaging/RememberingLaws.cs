using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Imaging;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>
/// A painter that remembers rows and heads gives the file of one that does not, whatever it drew before: growing and shrinking spans of several sensors,
/// forwards, newest first and in no order, under scales that move, with any budget; and it never calls different beginnings the same.
/// </summary>
public class RememberingLaws
{
    private sealed record Case(ImmutableStrips Strips, long Budget);

    internal sealed record ImmutableStrips((Strip Strip, StripSize Size)[] Turns);

    // Few colours, so that spans stay indexed; many; and days without a reading.
    private static Gen<Case> Cases =>
        from seed in Gen.Choose(0, int.MaxValue)
        from days in Gen.Choose(1, 9)
        from order in Gen.Choose(0, 2)
        from budget in Gen.Elements(0L, 150_000L, 400_000L, 1L << 30)
        select new Case(Make(new Random(seed), days, order), budget);

    private static ImmutableStrips Make(Random random, int days, int order)
    {
        var sensors = Enumerable.Range(0, 2).Select(_ => Days(random, days, levels: random.Next(3) switch { 0 => 3, 1 => 200, _ => 100_000 })).ToArray();
        StripSize[] sizes = [new(random.Next(1, 12), 1), new(7, 4), new(3, 2)];
        var turns = new List<(Strip, StripSize)>();
        for (var day = 0; day < days; day++)
        {
            foreach (var rows in sensors)
            {
                var size = sizes[random.Next(10) == 0 ? 1 : 0];
                var palette = Palettes.All[random.Next(12) == 0 ? 1 : 0];
                for (var hour = 0; hour < 3; hour++)
                {
                    var moved = random.Next(8) == 0 ? 1 : 0;
                    var last = hour == 2 ? rows[day] : new Drawn.Row(Columns(random, 50));
                    turns.Add((new([.. rows.Take(day).Select(row => row ?? new FlatRow(hour / 2)), last ?? new FlatRow(5)], -moved, 40 + moved, palette), size));
                }
            }
        }
        return new(order switch { 0 => [.. turns], 1 => [.. Enumerable.Reverse(turns)], _ => [.. turns.OrderBy(_ => random.Next())] });
    }

    private static StripRow[] Days(Random random, int days, int levels) =>
        [.. Enumerable.Range(0, days).Select(_ => random.Next(7) == 0 ? null! : new Drawn.Row(Columns(random, levels)))];

    private static double[] Columns(Random random, int levels) =>
        [.. Enumerable.Range(0, StripRow.Columns).Select(c => random.Next(levels) * 40.0 / levels)];

    private static bool Draws_as_if_for_the_first_time(IPainter painter, ImmutableStrips strips)
    {
        var heads = new Dictionary<object, byte[]>(ReferenceEqualityComparer.Instance);
        foreach (var (strip, size) in strips.Turns)
        {
            var png = new ArrayBufferWriter<byte>();
            var head = painter.Paint(strip, size, png);
            if (!png.WrittenSpan.SequenceEqual(Drawn.Png(new StripPainter(0, Kernel.Scalar), strip, size))) return false;
            if (head.Identity is null) continue;
            var begin = png.WrittenSpan[..head.Length].ToArray();
            if (!heads.TryAdd(head.Identity, begin) && !heads[head.Identity].AsSpan().SequenceEqual(begin)) return false;
        }
        return true;
    }

    [Fact]
    public void A_painter_that_remembers_draws_as_if_for_the_first_time() =>
        Law.Holds(Cases, test => Draws_as_if_for_the_first_time(new StripPainter(test.Budget), test.Strips), runs: 150);

    [Fact]
    public void The_law_refutes_a_memory_that_forgets_the_scale() =>
        Mutant.IsRefuted(Cases, test => Draws_as_if_for_the_first_time(new KeepsScale(), test.Strips));

    [Fact]
    public void The_law_refutes_a_memory_that_knows_rows_by_their_place() =>
        Mutant.IsRefuted(Cases, test => Draws_as_if_for_the_first_time(new KnowsRowsByPlace(), test.Strips));

    [Fact]
    public void The_law_refutes_a_head_that_reaches_into_the_last_row() =>
        Mutant.IsRefuted(Cases, test => Draws_as_if_for_the_first_time(new LongHead(), test.Strips));

    [Fact]
    public void Workers_that_share_a_painter_draw_as_one_does()
    {
        var turns = Make(new Random(3), days: 6, order: 0).Turns;
        var painter = new StripPainter(cacheBytes: 300_000);
        var files = new byte[turns.Length * 8][];
        Parallel.For(0, files.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            files[i] = Drawn.Png(painter, turns[i % turns.Length].Strip, turns[i % turns.Length].Size));
        Assert.All(files, (file, i) => Assert.Equal(Drawn.Png(new StripPainter(), turns[i % turns.Length].Strip, turns[i % turns.Length].Size), file));
    }

    // Of 2,000 rows and 1,680 lines the first row is not drawn.
    [Theory]
    [InlineData(3)]
    [InlineData(1999)]
    public void The_next_hour_begins_as_the_last_one_did(int count)
    {
        var some = Days(new Random(1), 3, 100_000).Select(row => row ?? new FlatRow(7)).ToArray();
        var days = Enumerable.Range(0, count).Select(day => some[day % some.Length]).ToArray();
        var painter = new StripPainter(cacheBytes: 100 << 20);
        var heads = Enumerable.Range(1, 3).Select(hour => painter.Paint(
            new([.. days, new Drawn.Row(Columns(new Random(hour), 50))], 0, 40, Palettes.All[0]), StripSize.Full, new ArrayBufferWriter<byte>())).ToArray();
        Assert.NotNull(heads[0].Identity);
        Assert.All(heads, head => Assert.Equal(heads[0], head));
        Assert.True(heads[0].Length > 100_000);
    }

    [Fact]
    public void What_is_kept_stays_within_the_budget()
    {
        var cache = new RowCache(budget: 600_000, Kernel.Best);
        foreach (var (strip, size) in Make(new Random(5), days: 9, order: 0).Turns)
        {
            var rows = cache.Take(strip, size);
            rows.Follow(strip, size);
            new StripFile(rows, strip, size).Write(new ArrayBufferWriter<byte>(), keep: true);
            cache.Return(rows, keep: true);
            Assert.InRange(cache.Size, 0, 600_000);
        }

        Assert.True(cache.Size > 100_000);
    }

    [Fact]
    public void A_picture_of_a_day_or_an_hour_leaves_nothing_behind_and_allocates_less_than_a_kilobyte()
    {
        var painter = new StripPainter(cacheBytes: 10 << 20);
        var file = new Reused();
        var strips = Days(new Random(2), 40, 100_000).Select(row => new Strip([row ?? new FlatRow(1)], 0, 40, Palettes.All[0])).ToArray();
        for (var round = 0; round < 3; round++) Draw();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Draw();
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / strips.Length, 0, 1000);

        void Draw()
        {
            foreach (var strip in strips)
            {
                file.Clear();
                Assert.Equal(default, painter.Paint(strip, StripSize.Full, file));
            }
        }
    }

    private sealed class Reused : IBufferWriter<byte>
    {
        private readonly byte[] _bytes = new byte[1 << 20];
        private int _length;

        public void Clear() => _length = 0;

        public void Advance(int count) => _length += count;

        public Memory<byte> GetMemory(int sizeHint = 0) => _bytes.AsMemory(_length);

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory().Span;
    }

    private sealed class KeepsScale : IPainter
    {
        private Strip? _before;

        public PictureHead Paint(Strip strip, StripSize size, IBufferWriter<byte> png)
        {
            if (_before is not null && _before.Rows[0].Equals(strip.Rows[0])) strip = strip with { Min = _before.Min, Max = _before.Max };
            _before = strip;
            return new StripPainter().Paint(strip, size, png);
        }
    }

    private sealed class KnowsRowsByPlace : IPainter
    {
        private IReadOnlyList<StripRow> _before = [];

        public PictureHead Paint(Strip strip, StripSize size, IBufferWriter<byte> png)
        {
            var rows = strip.Rows.Select((row, i) => i < _before.Count ? _before[i] : row).ToArray();
            _before = strip.Rows;
            return new StripPainter().Paint(strip with { Rows = rows }, size, png);
        }
    }

    private sealed class LongHead : IPainter
    {
        private readonly StripPainter _painter = new(cacheBytes: 1 << 30);

        public PictureHead Paint(Strip strip, StripSize size, IBufferWriter<byte> png)
        {
            var head = _painter.Paint(strip, size, png);
            return head.Identity is null ? head : head with { Length = head.Length + 60 };
        }
    }
}
