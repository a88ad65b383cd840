using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class PooledContentLaws
{
    private static readonly Gen<int[]> Sizes = Gen.OneOf(Gen.Choose(0, 100), Gen.Choose(0, 300_000)).ArrayOf();

    private static bool Holds_what_was_written(int[] sizes, Action<IBufferWriter<byte>, byte[]> write)
    {
        using var content = new PooledContent();
        using var plain = new MemoryStream();
        foreach (var (size, i) in sizes.Select((size, i) => (size, i)))
        {
            var bytes = new byte[size];
            new Random(i).NextBytes(bytes);
            write(content, bytes);
            plain.Write(bytes);
        }

        return content.Bytes.Span.SequenceEqual(plain.ToArray()) && content.Length == plain.Length;
    }

    [Fact]
    public void It_holds_what_was_written_however_much() => Law.Holds(Sizes, sizes => Holds_what_was_written(sizes, (content, bytes) => content.Write(bytes)), runs: 60);

    [Fact]
    public void The_law_refutes_a_writer_that_drops_what_does_not_fit_at_once() => Mutant.IsRefuted(Sizes, sizes => Holds_what_was_written(sizes, (content, bytes) =>
    {
        var room = content.GetSpan();
        var fits = Math.Min(room.Length, bytes.Length);
        bytes.AsSpan(0, fits).CopyTo(room);
        content.Advance(fits);
    }));

    [Fact]
    public void It_may_be_disposed_twice_and_gives_its_buffer_back_once()
    {
        var content = new PooledContent();
        content.Write(new byte[10]);
        content.Dispose();
        content.Dispose();
        Assert.NotSame(ArrayPool<byte>.Shared.Rent(64 * 1024), ArrayPool<byte>.Shared.Rent(64 * 1024));
    }
}
