using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Imaging;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class ChecksumLaws
{
    private delegate Adler32 Joining(Adler32 first, Adler32 second, long length);

    private delegate Adler32 Repeating(Adler32 segment, long length, int times);

    private static Gen<byte[]> Bytes =>
        from seed in Gen.Choose(0, int.MaxValue)
        from length in Gen.Frequency((5, Gen.Choose(0, 60)), (1, Gen.Choose(5000, 70000)))
        from high in Gen.Elements(false, true)
        select Some(new Random(seed), length, high);

    private static Gen<(byte[] First, byte[] Second, int Times)> Cases =>
        from first in Bytes
        from second in Bytes
        from times in Gen.Choose(0, 40)
        select (first, second, times);

    private static byte[] Some(Random random, int length, bool high)
    {
        var bytes = new byte[length];
        if (high) Array.Fill(bytes, (byte)255);
        else random.NextBytes(bytes);
        return bytes;
    }

    private static uint NaiveAdler(IEnumerable<byte> bytes)
    {
        var (a, b) = (1u, 0u);
        foreach (var value in bytes)
        {
            a = (a + value) % 65521;
            b = (b + a) % 65521;
        }
        return (b << 16) | a;
    }

    private static uint NaiveCrc(IEnumerable<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }
        return ~crc;
    }

    private static bool Joins(Joining join, (byte[] First, byte[] Second, int Times) of) =>
        join(Adler32.Start.Append(of.First), default(Adler32).Append(of.Second), of.Second.Length).Value == NaiveAdler(of.First.Concat(of.Second));

    private static bool Repeats(Repeating repeat, (byte[] First, byte[] Second, int Times) of)
    {
        var run = repeat(default(Adler32).Append(of.Second), of.Second.Length, of.Times);
        var sum = Adler32.Start.Append(of.First).Then(run, (long)of.Second.Length * of.Times);
        return sum.Value == NaiveAdler(of.First.Concat(Enumerable.Repeat(of.Second, of.Times).SelectMany(bytes => bytes)));
    }

    private static bool Checks(Func<uint, byte[], uint> append, (byte[] First, byte[] Second, int Times) of) =>
        append(append(0, of.First), of.Second) == NaiveCrc(of.First.Concat(of.Second));

    [Fact]
    public void The_adler_of_two_segments_is_that_of_their_bytes() => Law.Holds(Cases, of => Joins((first, second, length) => first.Then(second, length), of));

    [Fact]
    public void The_law_of_joining_refutes_a_join_that_forgets_the_length() =>
        Mutant.IsRefuted(Cases, of => Joins((first, second, _) => first.Then(second, 0), of));

    [Fact]
    public void The_adler_of_a_run_in_closed_form_is_that_of_its_bytes() => Law.Holds(Cases, of => Repeats((one, length, times) => one.Repeated(length, times), of), runs: 60);

    [Fact]
    public void The_law_of_runs_refutes_a_closed_form_that_adds_one_pair_too_many() =>
        Mutant.IsRefuted(Cases, of => Repeats((one, length, times) => one.Repeated(length, times).Then(default, times), of));

    [Fact]
    public void A_run_of_two_thousand_million_bytes_does_not_overflow()
    {
        var doubled = Adler32.Start;
        var (sum, length) = (default(Adler32).Append([255]), 1L);
        var one = sum;
        for (; length < 1L << 30; length *= 2) sum = sum.Then(sum, length);
        Assert.Equal(doubled.Then(sum, length), doubled.Then(one.Repeated(1, 1 << 30), length));
    }

    [Fact]
    public void The_crc_is_that_of_the_polynomial_bit_by_bit()
    {
        Assert.Equal(0xCBF43926, Crc32.Append(0, "123456789"u8));
        Law.Holds(Cases, of => Checks((crc, bytes) => Crc32.Append(crc, bytes), of), runs: 60);
    }

    [Fact]
    public void The_law_of_the_crc_refutes_one_that_starts_anew_with_each_piece() => Mutant.IsRefuted(Cases, of => Checks((_, bytes) => Crc32.Append(0, bytes), of));
}
