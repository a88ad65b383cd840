using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class OutboxRecordLaws
{
    [Fact]
    public void An_event_comes_back_from_its_record() => Law.Holds(OutboxChance.Events, ComesBack(happened => OutboxRecord.Write(happened)), runs: 1000);

    [Fact]
    public void The_law_refutes_a_record_that_drops_fractions_of_a_second() => Mutant.IsRefuted(OutboxChance.Events, ComesBack(happened =>
        OutboxRecord.Write(happened with { At = Instant.FromUnixTimeSeconds(happened.At.ToUnixTimeSeconds()) })));

    [Fact]
    public void A_broken_record_is_an_event_or_the_one_error() =>
        BrokenRecord.IsReadOrTheOneError(OutboxChance.Events, OutboxRecord.Write, record => OutboxRecord.Read(record));

    // These bytes lie in outboxes: a change of them is a new version, which still reads these.
    [Fact]
    public void The_first_version_of_a_record_stays_readable()
    {
        var happened = new PicturePublished(Instant.FromUnixTimeSeconds(1736928000), new OutboxWindow("k", "s", "daily", "a", "b"), "c", 300, 24, -1.5, null);
        const string Record = "940101d6ff67876b009b01a16ba173a56461696c79a161a162a163cd012c18cbbff8000000000000c0";
        Assert.Equal(Record, Convert.ToHexStringLower(OutboxRecord.Write(happened)));
        Assert.Equal(happened, OutboxRecord.Read(Convert.FromHexString(Record)));
    }

    // Equal as text: a dictionary in a record is compared by reference.
    private static Func<OutboxEvent, bool> ComesBack(Func<OutboxEvent, byte[]> write) => happened => Text(OutboxRecord.Read(write(happened))) == Text(happened);

    private static string Text(OutboxEvent happened) => happened is BackfillFinished finished ? $"{finished.At.ToUnixTimeTicks()} {finished with { Counts = finished.Counts.Clear() }} {string.Join(',', finished.Counts)}" : $"{happened.At:uuuu-MM-dd'T'HH:mm:ss.fffffffff} {happened}";
}
