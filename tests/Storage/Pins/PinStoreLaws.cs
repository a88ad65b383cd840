using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>One thing done to a pin store: pin a content under a name (0 to 3, as many as there are contents), or unpin that again.</summary>
internal sealed record PinAct(bool Pins, int Content, int Name)
{
    public static Gen<PinAct[]> Some { get; } =
        (from pins in Gen.Elements(true, true, false)
         from content in Gen.Choose(0, 3)
         from name in Gen.Choose(0, 3)
         select new PinAct(pins, content, name)).ArrayOf();

    private static readonly byte[][] _contents = [.. Enumerable.Range(0, 4).Select(content => Keystream.Of($"{content}", content * 90_000))];

    public byte[] Bytes => _contents[Content];

    public PinRequest Request => new(
        $"temperature/hourly/{Content}-{Name}.png", $"temperature-hourly-{Content}-{Name}.png", Cids.Of(Bytes), Bytes, ImmutableDictionary<string, string>.Empty);
}

internal static class PinStoreLaws
{
    /// <summary>After any acts, also when opened again, the store lists and finds exactly what was pinned and not unpinned. Breaking it throws.</summary>
    public static async Task<bool> KeepsWhatIsPinned(Func<string, IPinStore> open, PinAct[] acts)
    {
        using var home = new ScratchHome();
        var store = open(home.Folder);
        var model = new Dictionary<(int, int), Pin>();
        foreach (var act in acts)
        {
            if (act.Pins)
            {
                var pin = await store.PinAsync(act.Request, default);
                Assert.Equal((act.Request.Cid, act.Bytes.Length), (pin.Cid, pin.Bytes));
                Assert.Equal(model.GetValueOrDefault((act.Content, act.Name), pin), pin);
                model[(act.Content, act.Name)] = pin;
            }
            else if (model.Remove((act.Content, act.Name), out var pin))
            {
                await store.UnpinAsync(pin.Id, default);
                await store.UnpinAsync(pin.Id, default);
            }
        }

        await Agree(store, model.Values, acts);
        await Agree(open(home.Folder), model.Values, acts);
        return true;
    }

    private static async Task Agree(IPinStore store, IReadOnlyCollection<Pin> expected, PinAct[] acts)
    {
        Assert.Equal(Sorted(expected), Sorted(await store.ListAsync(default).ToListAsync()));
        foreach (var cid in acts.Select(act => act.Request.Cid).Append(new Cid("bnone")).Distinct())
            Assert.Equal(Sorted(expected.Where(pin => pin.Cid == cid)), Sorted(await store.FindAsync(cid, default)));
    }

    private static IEnumerable<Pin> Sorted(IEnumerable<Pin> pins) => pins.OrderBy(pin => pin.Id, StringComparer.Ordinal);
}
