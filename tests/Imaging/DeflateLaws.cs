using System.IO.Compression;
using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Imaging;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class DeflateLaws
{
    private delegate void Writing(ref BitWriter bits);

    private delegate void Repeating(ref BitWriter bits, Code[] codes, int times);

    private sealed record Case(Code[] Before, Code[] Codes, int Times);

    // As with real lines, a round is at least 8 bits.
    private static Gen<Case> Cases =>
        from before in Gen.ArrayOf(Bits)
        from first in Gen.Choose(8, Code.Longest)
        from codes in Gen.ArrayOf(Bits)
        from times in Gen.Choose(0, 70)
        select new Case(before, [new((1ul << first) - 3, first), .. codes], times);

    private static Gen<Code> Bits =>
        from length in Gen.Choose(0, Code.Longest)
        from seed in Gen.Choose(0, int.MaxValue)
        select new Code((ulong)new Random(seed).NextInt64() & ((1ul << length) - 1), length);

    private static bool Repeats_as_a_loop_does(Repeating repeat, Case run) => Written((ref bits) =>
    {
        bits.Write(run.Before);
        repeat(ref bits, run.Codes, run.Times);
    }).SequenceEqual(Written((ref bits) =>
    {
        bits.Write(run.Before);
        for (var i = 0; i < run.Times; i++) bits.Write(run.Codes);
    }));

    [Fact]
    public void A_run_of_codes_has_the_bits_of_the_codes_one_by_one() => Law.Holds(Cases, run => Repeats_as_a_loop_does(Fast, run), runs: 500);

    [Fact]
    public void The_law_of_runs_refutes_a_copy_that_forgets_the_pending_bits() => Mutant.IsRefuted(Cases, run => Repeats_as_a_loop_does((ref bits, codes, times) =>
    {
        Fast(ref bits, codes, Math.Min(times, 1));
        bits.Align();
        Fast(ref bits, codes, Math.Max(times - 1, 0));
    }, run));

    private static void Fast(ref BitWriter bits, Code[] codes, int times) => bits.Repeat(codes, codes.Sum(code => code.Length), times);

    // Codes packed by themselves, then appended behind others as bits; and the same in two writers, one going on where the other ended.
    private static bool Joins_as_if_written_at_once(Func<PendingBits, PendingBits> handOver, Case run)
    {
        var bits = run.Codes.Sum(code => code.Length);
        byte[] packed = [.. Written((ref alone) => alone.Write(run.Codes)), .. new byte[BitWriter.Slack]];
        var first = new byte[Room];
        var begun = new BitWriter(first);
        begun.Write(run.Before);
        byte[] joined = [.. first[..begun.Length], .. Written((ref rest) => rest.Append(packed, bits), handOver(begun.Pending))];
        return joined.SequenceEqual(Written((ref whole) =>
        {
            whole.Write(run.Before);
            whole.Write(run.Codes);
        }));
    }

    [Fact]
    public void Packed_bits_join_as_if_written_at_once() => Law.Holds(Cases, run => Joins_as_if_written_at_once(pending => pending, run), runs: 500);

    [Fact]
    public void The_law_of_joining_refutes_a_writer_that_begins_with_a_whole_byte() => Mutant.IsRefuted(Cases, run => Joins_as_if_written_at_once(_ => default, run));

    private const int Room = 1 << 16;

    private static byte[] Written(Writing write, PendingBits pending = default)
    {
        var bytes = new byte[Room];
        var bits = new BitWriter(bytes, pending);
        write(ref bits);
        bits.Align();
        return bytes[..bits.Length];
    }

    [Fact]
    public void Every_trained_code_is_complete_and_has_a_code_for_every_symbol() => Assert.All(
        new[] { LayoutTables.RgbFilled, LayoutTables.RgbLone, LayoutTables.IndexedFilled, LayoutTables.IndexedLone }, table =>
        {
            Assert.Equal(DeflateSymbols.Count, table.Symbols.Length);
            Assert.DoesNotContain((byte)0, table.Symbols);
            Assert.Equal(1, table.Symbols.Sum(length => Math.Pow(2, -length)));
            Assert.Equal(1, table.Lengths.Where(length => length > 0).Sum(length => Math.Pow(2, -length)));
            Assert.All(table.Symbols.Distinct().Select(length => (int)length).Concat([0, 1, 16, 17]), symbol => Assert.NotEqual(0, table.Lengths[symbol]));
        });

    [Fact]
    public void Every_match_of_every_block_inflates_to_its_length_and_distance()
    {
        for (var scale = 1; scale <= 8; scale++)
        {
            Assert.Equal(Expected(scale), Inflated(LineCode.For(1, scale).Block, scale));
            Assert.Equal(Expected(3 * scale), Inflated(LineCode.For(3, scale).Block, 3 * scale));
        }
    }

    // 30 different bytes, then each length at both distances.
    private static byte[] Inflated(BlockCode block, int stride)
    {
        var written = Written((ref bits) =>
        {
            block.Open(ref bits);
            for (byte value = 0; value < 30; value++) bits.Write(block.Literal(value));
            for (var length = 3; length <= 258; length++)
            {
                bits.Write(block.Match(length, stride));
                bits.Write(block.Literal((byte)length));
                bits.Write(block.Match(length, 1));
            }
            block.Close(ref bits);
            bits.Write(new Code(0b011, 10));
        });
        using var inflate = new DeflateStream(new MemoryStream(written), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        inflate.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static byte[] Expected(int stride)
    {
        var bytes = Enumerable.Range(0, 30).Select(value => (byte)value).ToList();
        for (var length = 3; length <= 258; length++)
        {
            for (var i = 0; i < length; i++) bytes.Add(bytes[^stride]);
            for (var i = 0; i <= length; i++) bytes.Add((byte)length);
        }
        return [.. bytes];
    }
}
