using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace VizPipeline.Host;

/// <summary>Whether the program runs, and whether what it relies on answers: for whatever starts and watches it. Open to all; reasons are for those who may read.</summary>
internal sealed class HealthRoutes(DoorView view, Access access) : IDisposable
{
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(2);

    // Whoever may not read may ask, too, and as often as they like.
    private readonly Recent<ImmutableArray<Dependency>> _own = new(view.Time, Lasts, cancel => OwnAsync(view, cancel));

    public void Map(IEndpointRouteBuilder to)
    {
        to.MapGet("/live", () => new Liveness("up")).WithName("live").WithSummary("Whether the program answers").DisableRateLimiting();
        to.MapGet("/ready", LookAsync).WithName("ready").WithSummary("Whether everything that it relies on answers, one by one").DisableRateLimiting()
            .Produces<Readiness>().Produces<Readiness>(StatusCodes.Status503ServiceUnavailable);
    }

    public void Dispose() => _own.Dispose();

    private async Task<IResult> LookAsync(HttpContext context, CancellationToken cancel)
    {
        ImmutableArray<Dependency> all = [.. await _own.AskAsync(cancel), .. (view.Desk?.State.Dependencies ?? []).Select(Dependency.Of)];
        var isReady = all.All(one => one.IsUp);
        if (!access.MayRead(context)) all = [.. all.Select(one => one with { Why = null })];
        return TypedResults.Json(new Readiness(isReady, view.Desk is not null, all), statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    // Where a service runs it knows more of the home, and of the readings, than a look can tell.
    private static async Task<ImmutableArray<Dependency>> OwnAsync(DoorView view, CancellationToken cancel) => view.Desk is not null ? []
        : [await TryAsync("home", async () => await view.Home().Ledger.FactAsync("anchor", cancel)), await TryAsync("readings", async () => await view.Readings.OffersAsync(view.Sensors, cancel))];

    private static async Task<Dependency> TryAsync(string name, Func<Task> ask)
    {
        try
        {
            await ask();
            return new(name, IsUp: true, Why: null, Since: null, NextTry: null);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or Storage.StoreRefusedException)
        {
            return new(name, IsUp: false, cause.Message, Since: null, NextTry: null);
        }
    }
}

/// <param name="Status">up</param>
internal sealed record Liveness(string Status);

/// <param name="IsReady">Whether all dependencies are up.</param>
/// <param name="IsService">Whether a service runs here that keeps pictures current.</param>
/// <param name="Dependencies">One by one.</param>
internal sealed record Readiness(bool IsReady, bool IsService, ImmutableArray<Dependency> Dependencies);
