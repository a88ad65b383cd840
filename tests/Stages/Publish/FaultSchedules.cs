using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The whole road to the doubles while things go wrong by chance: what one run leaves is sound, and the next one without faults leaves all of it done, once.</summary>
public class FaultSchedules
{
    private static int Runs => Environment.GetEnvironmentVariable("VIZ_TEST_LONG") == "1" ? 200 : 25;

    private static async Task<bool> Ends_well(PublishCase test, PublishedHooks hooks)
    {
        await using var home = await PublishedHome.StartAsync(test.History);
        (home.Pinata.Faults, home.Cloudflare.Faults, home.Hooks) = (test.PinataFaults, test.CloudflareFaults, hooks);
        await home.RunAsync();
        var broken = (await PublishedState.ReadAsync(home)).Broken(home.Home.Names, deletes: true).ToList();
        home.Calm();
        await home.RunAsync();
        // What it had to send again without knowing may be there twice: the run after it sees to that.
        await home.RunAsync();
        var state = await PublishedState.ReadAsync(home);
        broken.AddRange([.. state.Broken(home.Home.Names, deletes: true), .. state.Unfinished(home.Home.Names), .. state.Wrong(RoadState.Wanted(home.Home, test.History).Files, home.Home.Names)]);
        if (hooks == AsItIs) Assert.True(broken.Count == 0, string.Join("\n", broken.Take(6)));
        return broken.Count == 0;
    }

    private static readonly PublishedHooks AsItIs = new();

    [Fact]
    public void Whatever_goes_wrong_every_window_is_done_or_failed_with_its_reason_and_the_next_run_ends_it_with_one_row_each() =>
        Law.Holds(PublishCase.Any, PublishCase.Smaller, test => Ends_well(test, AsItIs), Runs);

    [Fact]
    public void The_law_refutes_sending_again_without_a_look() => Refutes(new() { BelowSharing = pins => new(new BlindPins(pins), GateChain.None) });

    [Fact]
    public void The_law_refutes_naming_before_pinning() => Refutes(new() { Around = ports => ports with { Pins = new HastyPins(ports.Pins, ports.Names, ports.WindowNames) } });

    [Fact]
    public void The_law_refutes_dropping_unwritten_keys() => Refutes(new() { BelowBatches = names => new AlteredNames(names, _ => null) });

    [Fact]
    public void The_law_refutes_a_latest_that_does_not_look_at_what_was_there() => Refutes(new() { Around = ports => ports with { Names = new BlindNames(ports.Names) } });

    private static void Refutes(PublishedHooks mutant) => Mutant.IsRefuted(() => Law.Holds(PublishCase.Any, test => Ends_well(test, mutant), runs: 200));
}
