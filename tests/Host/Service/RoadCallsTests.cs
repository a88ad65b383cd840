using NodaTime;
using VizPipeline.Host;
using VizPipeline.Stages;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

public sealed class RoadCallsTests : IAsyncDisposable
{
    private readonly RoadHome _home = new(History.Made(new LocalDate(2025, 10, 30), days: 1, everyMinutes: 60));

    public ValueTask DisposeAsync() => _home.DisposeAsync();

    [Fact]
    public async Task A_provider_is_back_when_it_answered_and_not_when_a_run_had_nothing_for_it()
    {
        var (watch, dependencies, answers) = (new ProviderWatch(), new Dependencies(_home.Clock, _ => { }), false);
        _home.Around = ports => ports with { Shown = _ => Answer() };
        var road = new RoadCalls(_home.Road, dependencies, new Observers(), watch);
        dependencies.Down(Dependencies.Pinata, "503");
        _home.Clock.Now = dependencies.NextTry!.Value;

        Assert.Equal(RoadResult.Well, await RunAsync());
        Assert.Equal((false, null), StateOfPinata());
        answers = true;
        Assert.Equal(RoadResult.Well, await RunAsync());
        Assert.Equal((true, null), StateOfPinata());

        Task<RoadResult> RunAsync() => road.RunAsync(_home.Everything with { Retry = Retry.All }, new RoadTally(), default);

        (bool IsUp, Instant? NextTry) StateOfPinata() => dependencies.States.Where(state => state.Name == Dependencies.Pinata).Select(state => (state.IsUp, state.NextTry)).Single();

        void Answer()
        {
            if (!answers) return;
            watch.Asked("Pinata", ProviderOperation.Upload);
            watch.Answered("Pinata", ProviderOperation.Upload, ProviderOutcome.Ok, TimeSpan.Zero);
        }
    }
}
