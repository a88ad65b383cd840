using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class HostileBytesLaws
{
    // Room for the values themselves: what a byte can become at most, an item of an array with its object; and one exception.
    private const long BytesForEach = 256, BytesForAll = 64 * 1024;

    private delegate object? Read(byte[] bytes);

    private static Gen<byte[]> Broken =>
        from value in PackedChance.Values(single: false)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select Break(value.ToBytes(), new Random(seed));

    private static Gen<byte[]> Noise => Gen.Choose(0, int.MaxValue - 1).Select(seed =>
    {
        var chance = new Random(seed);
        var bytes = new byte[chance.Next(200)];
        chance.NextBytes(bytes);
        return bytes;
    });

    [Fact]
    public void Whatever_the_bytes_are_there_is_a_value_or_the_one_error_in_bounded_memory()
    {
        Law.Holds(Broken, IsBounded(Packed.Read), runs: 5000);
        Law.Holds(Noise, IsBounded(Packed.Read), runs: 20000);
        Law.Holds(Broken, IsBounded(Skip), runs: 5000);
    }

    [Fact]
    public void The_law_refutes_a_reader_that_trusts_its_bytes() => Mutant.IsRefuted(Broken, IsBounded(TrustingReader.Read));

    [Fact]
    public void The_law_refutes_a_reader_that_makes_room_for_what_is_announced() => Mutant.IsRefuted(Noise, IsBounded(bytes => new byte[bytes.Length > 1 ? bytes[1] << 16 : 0]));

    [Fact]
    public void No_beginning_of_a_value_is_a_value() => Law.Holds(PackedChance.Values(single: false), EveryBeginningIsRefused(Packed.Read), runs: 300);

    [Fact]
    public void The_law_refutes_a_reader_that_fills_up_with_nothing() =>
        Mutant.IsRefuted(PackedChance.Values(single: false), EveryBeginningIsRefused(bytes =>
        {
            var reader = new MessagePackReader([.. bytes, .. new byte[100_000]]);
            reader.Skip(1);
            return null;
        }));

    /// <summary>Made so that a careless reader would need gigabytes, a deep stack or a long time.</summary>
    private static readonly (string Name, byte[] Bytes, string Reason)[] All =
    [
        ("a million arrays in one another", [.. Enumerable.Repeat((byte)0x91, 1_000_000)], "within 32 others"),
        ("a million maps in one another", [.. Enumerable.Range(0, 1_000_000).Select(i => (byte)(i % 2 == 0 ? 0x81 : 1))], "within 32 others"),
        ("an array of four thousand million", [0xdd, 0xff, 0xff, 0xff, 0xff], "more items than bytes"),
        ("a map of two thousand million pairs", [0xdf, 0x80, 0, 0, 0], "more items than bytes"),
        ("arrays that all claim the same rest", [.. Enumerable.Repeat((byte[])[0xdc, 0x40, 0], 30).SelectMany(head => head), .. new byte[0x4100]], "more items than bytes"),
        ("a text of four gigabytes", [0xdb, 0xff, 0xff, 0xff, 0xff, 65], "the end"),
        ("binary of four gigabytes", [0xc6, 0xff, 0xff, 0xff, 0xff, 65], "the end"),
        ("an extension of four gigabytes", [0xc9, 0xff, 0xff, 0xff, 0xff, 0xff], "the end"),
        ("an overlong form of a slash", [0xa2, 0xc0, 0xaf], "not UTF-8"),
        ("half of a surrogate pair", [0xa3, 0xed, 0xa0, 0x80], "not UTF-8"),
        ("the byte that is never used", [0xc1], "begins no value"),
        ("a time after the calendar", [0xc7, 12, 0xff, 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], "outside the calendar"),
        ("a second of too many nanoseconds", [0xd7, 0xff, 0xff, 0xff, 0xff, 0xfc, 0, 0, 0, 0], "outside the calendar"),
        ("a timestamp of three bytes", [0xc7, 3, 0xff, 1, 2, 3], "of a length that there is not"),
        ("a type that nobody knows", [0xd4, 5, 5], "no timestamp"),
        ("two values for one", [0xc0, 0xc0], "1 bytes too many"),
        ("nothing", [], "the end"),
    ];

    public static TheoryData<string> Attacks => [.. All.Select(attack => attack.Name)];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void An_attack_is_refused_with_its_reason(string attack)
    {
        var (_, bytes, reason) = All.Single(one => one.Name == attack);
        Assert.Contains(reason, Assert.Throws<MessagePackException>(() => Packed.Read(bytes)).Message, StringComparison.Ordinal);
        Assert.True(IsBounded(Packed.Read)(bytes));
    }

    private static object? Skip(byte[] bytes)
    {
        var reader = new MessagePackReader(bytes);
        reader.Skip(1);
        reader.End();
        return null;
    }

    private static byte[] Break(byte[] bytes, Random chance)
    {
        for (var i = chance.Next(4); i >= 0; i--) bytes[chance.Next(bytes.Length)] = (byte)chance.Next(256);
        return chance.Next(3) == 0 ? bytes[..chance.Next(bytes.Length)] : bytes;
    }

    private static Func<byte[], bool> IsBounded(Read read) => bytes =>
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            GC.KeepAlive(read(bytes));
        }
        catch (MessagePackException)
        {
        }

        return GC.GetAllocatedBytesForCurrentThread() - before <= BytesForAll + (BytesForEach * bytes.Length);
    };

    private static Func<Packed, bool> EveryBeginningIsRefused(Read read) => value =>
    {
        var bytes = value.ToBytes();
        return Enumerable.Range(0, Math.Min(bytes.Length, 300)).All(length =>
        {
            try
            {
                read(bytes[..length]);
                return false;
            }
            catch (MessagePackException)
            {
                return true;
            }
        });
    };
}
