using FsCheck.Fluent;
using VizPipeline.Doubles;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class FaultScriptLaws
{
    private static readonly ScriptedFault One = new StatusFault(500);
    private static readonly ScriptedFault Two = new WrongCidFault();

    [Fact]
    public void A_list_goes_by_order_of_arrival_and_then_ends()
    {
        var script = FaultScript.Listed(One, null, Two);
        Assert.Equal([One], script.For(Any(1)));
        Assert.Empty(script.For(Any(2)));
        Assert.Equal([Two], script.For(Any(3)));
        Assert.Empty(script.For(Any(4)));
    }

    [Fact]
    public void A_script_on_one_call_counts_only_those()
    {
        var script = FaultScript.Listed(One).On(ProviderCall.Upload).And(FaultScript.Always(Two).On(ProviderCall.DeleteFile));
        Assert.Empty(script.For(new(1, ProviderCall.ListFiles, 1)));
        Assert.Equal([One], script.For(new(7, ProviderCall.Upload, 1)));
        Assert.Empty(script.For(new(8, ProviderCall.Upload, 2)));
        Assert.Equal([Two], script.For(new(9, ProviderCall.DeleteFile, 5)));
    }

    [Fact]
    public void The_same_seed_makes_the_same_faults() =>
        Law.Holds(Gen.Choose(0, int.MaxValue).Two(), pair => FaultScript.Seeded((ulong)pair.Item1).For(Any(pair.Item2)).SequenceEqual(FaultScript.Seeded((ulong)pair.Item1).For(Any(pair.Item2))));

    [Fact]
    public void A_seeded_script_has_its_share_of_faults_and_every_kind() => Law.Holds(Gen.Choose(0, int.MaxValue), seed =>
    {
        var faults = Enumerable.Range(1, 5000).SelectMany(n => FaultScript.Seeded((ulong)seed, share: 0.2).For(Any(n))).ToList();
        return faults.Count is > 800 and < 1200 && faults.Select(fault => fault.GetType()).Distinct().Count() == Kinds;
    });

    private static int Kinds => typeof(ScriptedFault).Assembly.GetTypes().Count(type => type.IsSubclassOf(typeof(ScriptedFault)));

    private static Turn Any(int number) => new(number, ProviderCall.Upload, number);
}
