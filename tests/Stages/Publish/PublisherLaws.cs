using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Many pictures, many of them equal, to stores that now and then fail before or after the effect.</summary>
public class PublisherLaws
{
    private static Gen<Case> Cases =>
        from contents in Gen.Choose(0, 5).ArrayOf()
        from pins in Gen.Elements(Mishap.None, Mishap.None, Mishap.Before, Mishap.After, Mishap.Quota).ArrayOf()
        from names in Gen.Elements(true, false, false).ArrayOf()
        from concurrency in Gen.Choose(1, 8)
        select new Case(contents, pins, names, concurrency);

    [Fact]
    public void Each_picture_has_one_result_and_each_content_at_most_one_row() => Law.Holds(Cases, test => EndsWell(test, store => store), runs: 100);

    [Fact]
    public void The_law_refutes_not_asking() => Mutant.IsRefuted(Cases, test => EndsWell(test, store => new IndoorPins(store)), runs: 200);

    [Fact]
    public async Task As_many_are_under_way_at_once_as_asked_for_and_no_more()
    {
        var store = new HeldPins(until: 4);
        var publisher = new Publisher(store, new MemoryNames(), new StoppedClock(default));
        var pictures = Enumerable.Range(0, 40).Select(number => LoosePicture.OfBytes($"{number}", new byte[number]));
        Assert.Equal(40, await publisher.PublishAllAsync(pictures, 4, TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(4, store.Most);
    }

    [Fact]
    public async Task Who_stops_listening_stops_the_work()
    {
        var asked = 0;
        var publisher = new Publisher(new RowPins(), new MemoryNames(), new StoppedClock(default));
        var pictures = Enumerable.Range(0, int.MaxValue).Select(_ => LoosePicture.OfBytes($"{asked++}", new byte[1]));
        Assert.NotNull(await publisher.PublishAllAsync(pictures, 2, TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken));
        var ended = asked;
        Assert.NotNull(await publisher.PublishAllAsync(pictures.Take(1), 2, TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken));
        Assert.Equal(ended + 1, asked);
    }

    private static async Task<bool> EndsWell(Case test, Func<IPinStore, IPinStore> around)
    {
        var (pins, names) = (new RowPins(test.Pins), new FailingNames(test.Names));
        var pictures = test.Contents.Select((content, at) => LoosePicture.OfBytes($"{at}.png", new byte[content]) with { Key = $"k{at}", Value = cid => cid.Text }).ToList();
        var results = await new Publisher(around(pins), names, new StoppedClock(default)).PublishAllAsync(pictures, test.Concurrency, default).ToListAsync();
        var rows = pins.Rows.ToDictionary(row => row.Id);
        return results.Count == pictures.Count
            && results.Select(result => result.Picture).ToHashSet().SetEquals(pictures)
            && rows.Values.Select(row => row.Cid).Distinct().Count() == rows.Count
            && results.All(result => result.PinId is { } id ? rows[id].Cid == Cids.Of(result.Picture.Bytes.Span) : result.PinningError is not null)
            && results.All(result => result.Key is { } key ? names.Values[key] == result.Cid!.Value.Text : !result.IsWhole)
            && names.Values.Count == results.Count(result => result.Key is not null);
    }

    private sealed record Case(int[] Contents, Mishap[] Pins, bool[] Names, int Concurrency)
    {
        public override string ToString() => $"contents {string.Join(' ', Contents)}; pins {string.Join(' ', Pins)}; names {string.Join(' ', Names)}; {Concurrency} at once";
    }
}
