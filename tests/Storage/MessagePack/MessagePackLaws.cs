using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class MessagePackLaws
{
    private static Gen<Packed> Values => Gen.OneOf(PackedChance.Values(single: false), PackedChance.Values(single: true));

    [Fact]
    public void What_is_written_is_what_is_read() => Law.Holds(Values, RoundTrip(value => value.ToBytes()), runs: 3000);

    [Fact]
    public void Longer_forms_are_read_as_well() => Law.Holds(Values, RoundTrip(WideWriter.Write), runs: 1000);

    [Fact]
    public void The_law_refutes_a_writer_of_32_bits() => Mutant.IsRefuted(Values, RoundTrip(value => value is PackedWhole whole ? new PackedWhole((int)whole.Value).ToBytes() : value.ToBytes()));

    [Fact]
    public void No_value_could_be_written_in_fewer_bytes() => Law.Holds(Values, IsShortest(value => value.ToBytes()), runs: 3000);

    [Fact]
    public void The_law_refutes_a_writer_of_long_forms() => Mutant.IsRefuted(Values, IsShortest(WideWriter.Write));

    [Theory]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(65535)]
    [InlineData(65536)]
    public void Containers_of_every_width_come_back(int count)
    {
        Packed array = new PackedArray([.. Enumerable.Repeat(new PackedNil(), count)]);
        Packed map = new PackedMap([.. Enumerable.Range(0, count).Select(i => ((Packed)new PackedWhole(i), (Packed)new PackedFlag(true)))]);
        foreach (var value in (Packed[])[array, map, new PackedText(new string('é', count)), new PackedBinary(new byte[count])])
        {
            Assert.True(IsShortest(it => it.ToBytes())(value));
            Assert.True(RoundTrip(it => it.ToBytes())(value));
        }
    }

    [Fact]
    public void A_number_is_read_into_a_type_that_has_room_for_it_and_no_other() => Law.Holds(
        PackedChance.Values(single: false).Where(value => value is PackedWhole).Select(value => ((PackedWhole)value).Value),
        value =>
        {
            var bytes = new PackedWhole(value).ToBytes();
            return Fits(value, long.MinValue, long.MaxValue, () => new MessagePackReader(bytes).ReadInt64())
                && Fits(value, 0, ulong.MaxValue, () => new MessagePackReader(bytes).ReadUInt64())
                && Fits(value, int.MinValue, int.MaxValue, () => new MessagePackReader(bytes).ReadInt32());
        },
        runs: 2000);

    [Fact]
    public void Half_of_a_pair_becomes_the_replacement_character() => Assert.Equal(new PackedText("a\uFFFDb"), Packed.Read(new PackedText("a\uD83Db").ToBytes()));

    [Fact]
    public void A_record_is_an_array_with_its_version_first_and_fields_to_come_are_skipped()
    {
        byte[] written = [0x94, 2, 0xa1, (byte)'x', 0x91, 0xc0, 0xd4, 7, 7];
        var reader = new MessagePackReader(written);
        var more = reader.ReadRecordHeader(version: 2, fields: 1);
        Assert.Equal("x", reader.ReadText());
        reader.Skip(more);
        reader.End();
        Assert.Contains("this program knows version 1", Refusal(written, version: 1, fields: 1), StringComparison.Ordinal);
        Assert.Contains("lacks fields", Refusal(written, version: 2, fields: 4), StringComparison.Ordinal);
    }

    private static bool Fits(Int128 value, Int128 least, Int128 most, Func<Int128> read)
    {
        try
        {
            return read() == value;
        }
        catch (MessagePackException)
        {
            return value < least || value > most;
        }
    }

    private static string Refusal(byte[] record, int version, int fields) => Assert.Throws<MessagePackException>(() =>
    {
        var reader = new MessagePackReader(record);
        reader.ReadRecordHeader(version, fields);
    }).Message;

    private static Func<Packed, bool> RoundTrip(Func<Packed, byte[]> write) => value => Packed.Read(write(value)).ToString() == value.ToString();

    private static Func<Packed, bool> IsShortest(Func<Packed, byte[]> write) => value => write(value).Length == Shortest.Length(value);
}
