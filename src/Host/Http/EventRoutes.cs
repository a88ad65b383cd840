using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace VizPipeline.Host;

/// <summary>What happens, as it happens: server-sent events. Nothing is replayed; who comes back looks first, and then listens.</summary>
internal sealed class EventRoutes(DoorView view, DoorSettings settings, IHostApplicationLifetime door) : IDisposable
{
    private const int MostListeners = 100, OfOne = 10, RetrySeconds = 10;

    private readonly SemaphoreSlim _places = new(MostListeners, MostListeners);

    private readonly PartitionedRateLimiter<HttpContext> _ofOne = DoorLimits.AtOnce(settings.Keys, OfOne, waiting: 0);

    public void Map(IEndpointRouteBuilder to)
    {
        to.MapGet("/api/v1/events", AllAsync).Needs(Need.Reading).WithName("events").WithSummary("Pictures, failures, backfills and the state of the service, as server-sent events")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream").ProducesProblem(StatusCodes.Status409Conflict).DisableRequestTimeout();
        to.MapGet("/api/v1/backfills/{id}/events", OfBackfillAsync).Needs(Need.Reading).WithName("backfillEvents").WithSummary("One backfill from now to its end, as server-sent events")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).DisableRequestTimeout();
    }

    public void Dispose()
    {
        _places.Dispose();
        _ofOne.Dispose();
    }

    private async Task<IResult> AllAsync(HttpContext context, CancellationToken cancel)
    {
        if (view.Desk is not { } desk) return ReadOnlyDoor.Answer;
        return await TellAsync(context, desk, async (stream, events) =>
        {
            await stream.SendAsync(ToldEvent.Of(new StateMoved(view.Clock.GetCurrentInstant(), desk.State), view.Names), cancel);
            await foreach (var told in events) await stream.SendAsync(ToldEvent.Of(told, view.Names), cancel);
        });
    }

    private async Task<IResult> OfBackfillAsync(string id, HttpContext context, CancellationToken cancel)
    {
        if (await BackfillRoutes.LookAsync(view, id, cancel) is not { } known) return BackfillRoutes.Unknown(id);
        if (view.Desk is not { } desk) return ReadOnlyDoor.Answer;
        return await TellAsync(context, desk, async (stream, events) =>
        {
            // Looked at once more, since it is listened to by now: nothing between the two is missed.
            var now = await BackfillRoutes.LookAsync(view, id, cancel) ?? known;
            await stream.SendAsync(ToldEvent.Of(now), cancel);
            if (now.Finished is not null || desk.Find(now.Id) is null) return;
            await foreach (var told in events)
            {
                if (told is EventsMissed)
                {
                    // Its end may be among what was missed.
                    now = await BackfillRoutes.LookAsync(view, id, cancel) ?? now;
                    await stream.SendAsync(ToldEvent.Of(told, view.Names), cancel);
                    await stream.SendAsync(ToldEvent.Of(now), cancel);
                    if (now.Finished is not null) return;
                    continue;
                }

                if (told is not BackfillMoved { Progress: { } progress } || progress.Id != now.Id) continue;
                await stream.SendAsync(ToldEvent.Of(told, view.Names), cancel);
                if (progress.Finished is not null) return;
            }
        });
    }

    private async Task<IResult> TellAsync(HttpContext context, IDesk desk, Func<EventStream, IAsyncEnumerable<ServiceEvent>, Task> tell)
    {
        using var own = await _ofOne.AcquireAsync(context, 1, CancellationToken.None);
        if (!own.IsAcquired) return new Later(RetrySeconds, $"this client listens {OfOne} times, as often as one may");
        if (!await _places.WaitAsync(TimeSpan.Zero, CancellationToken.None)) return new Later(RetrySeconds, "as many listen as may");
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, door.ApplicationStopping);
        try
        {
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            context.Response.ContentType = "text/event-stream";
            if (HeadersOnly.AreAskedFor(context)) return TypedResults.Empty;
            // Before the first byte: who has an answer misses nothing any more.
            var events = desk.ListenAsync(over.Token);
            await using var stream = new EventStream(context.Response.BodyWriter, view.Time, over.Token);
            await tell(stream, events);
        }
        catch (OperationCanceledException)
        {
            // The listener has gone, or the door closes.
        }
        finally
        {
            // Nobody follows the events any more, and some were never followed.
            await over.CancelAsync();
            _places.Release();
        }

        return TypedResults.Empty;
    }
}
